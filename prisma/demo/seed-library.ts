import { uuidv7 } from "uuidv7";
import { CANNED_RESPONSES, HOLIDAYS, INTENTS, TEMPLATES, WEEKLY_HOURS } from "#prisma/demo/library.ts";
import { TEAMS } from "#prisma/demo/people.ts";
import { SLA_POLICIES } from "#prisma/demo/sla-policies.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Business hours, with the holidays of last year, this one and the next. Returns their id. */
export async function seedHours(
  tx: Transaction,
  workspaceId: string,
  timezone: string,
  now: Date,
): Promise<string> {
  const id = uuidv7();
  const year = now.getUTCFullYear();
  const holidays = [year - 1, year, year + 1].flatMap((each) =>
    HOLIDAYS.map(([day, name]) => ({ date: `${each}-${day}`, name, periods: [] })),
  );
  await tx.businessHours.create({
    data: { id, workspaceId, key: "office", name: "Office hours", timezone, weekly: WEEKLY_HOURS, holidays },
  });
  await tx.workspace.update({ where: { id: workspaceId }, data: { defaultBusinessHoursId: id } });
  return id;
}

/** What agents and journeys take from the shelf: intents, canned responses, templates. */
export async function seedLibrary(tx: Transaction, workspaceId: string, createdAt: Date): Promise<void> {
  const base = { workspaceId, createdAt };
  const teams = await tx.team.findMany({ select: { id: true, key: true } });
  const teamId = (key: string | null) => teams.find((team) => team.key === key)?.id ?? null;
  await tx.intent.createMany({ data: INTENTS.map((intent) => ({ ...base, ...intent, id: uuidv7() })) });
  await tx.cannedResponse.createMany({
    data: CANNED_RESPONSES.map(({ team, ...response }) => ({
      ...base,
      ...response,
      id: uuidv7(),
      teamId: teamId(team),
    })),
  });
  await tx.template.createMany({
    data: TEMPLATES.map((template) => ({ ...base, ...template, id: uuidv7() })),
  });
}

/** Who gets what: a queue for each team, rules by intent, and what is promised. */
export async function seedRouting(
  tx: Transaction,
  workspaceId: string,
  businessHoursId: string,
  createdAt: Date,
): Promise<void> {
  const base = { workspaceId, createdAt };
  const teams = await tx.team.findMany({ select: { id: true, key: true, name: true } });
  await tx.queue.createMany({
    data: teams.map(({ id: teamId, key, name }) => ({ ...base, id: uuidv7(), key, name, teamId })),
  });
  const ruleSetId = uuidv7();
  await tx.routingRuleSet.create({ data: { ...base, id: ruleSetId, key: "front_desk", name: "Front desk" } });
  await tx.routingRule.createMany({
    data: RULES.map((rule, position) => ({ ...base, ...rule, id: uuidv7(), ruleSetId, position })),
  });
  await tx.workspace.update({ where: { id: workspaceId }, data: { defaultRuleSetId: ruleSetId } });
  await tx.slaPolicy.createMany({
    data: SLA_POLICIES.map(({ priorities, ...policy }, position) => ({
      ...base,
      ...policy,
      when: { field: "conversation.priority", op: "in", value: priorities },
      id: uuidv7(),
      position,
      businessHoursId,
    })),
  });
}

const [RECRUITMENT, PATIENT_CARE, ADMISSIONS] = TEAMS;

const RULES = [
  {
    name: "Complaints go to whoever handles them best",
    when: { field: "conversation.intent", op: "eq", value: "complaint" },
    // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
    then: { strategy: "leastBusy", skills: [{ key: "complaints", level: 2 }], priority: "high" },
  },
  {
    name: "Jobs and interviews",
    when: { field: "conversation.intent", op: "in", value: ["apply_job", "interview_time"] },
    // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
    then: { team: RECRUITMENT.key, strategy: "roundRobin" },
  },
  {
    name: "Courses and open days",
    when: { field: "conversation.intent", op: "in", value: ["course_information", "open_day"] },
    // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
    then: { team: ADMISSIONS.key, strategy: "leastBusy" },
  },
  {
    name: "Everything else",
    when: { all: [] },
    // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
    then: { team: PATIENT_CARE.key, strategy: "leastBusy" },
  },
];
