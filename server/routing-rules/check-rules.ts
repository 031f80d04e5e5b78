import type { ApiProblem } from "#core/api/problem-details.ts";
import type { WriteRoutingRule } from "#core/api/routing-rules.ts";
import { isConversationField } from "#core/conditions/conversation-fields.ts";
import { listLeaves } from "#core/conditions/list-fields.ts";
import { AppError } from "#core/errors.ts";
import type { Transaction } from "#server/platform/database.ts";

type Kind = "team" | "agent" | "journey" | "skill" | "intent";

interface Mention {
  path: string;
  kind: Kind;
  key: string;
}

const HINTS: Record<Kind, string> = {
  team: "Choose a team from Settings → People, or make it there first.",
  agent: "Choose an active person who answers customers.",
  journey: "Choose a journey that has been published.",
  skill: "Choose a skill from Settings → People, or make it there first.",
  intent: "Choose an intent that is defined in this workspace.",
};

/**
 * Holds rules against what the workspace really has.
 * @throws AppError `has_problems`, each with the path of its field below `rules`
 */
export async function checkRules(tx: Transaction, rules: readonly WriteRoutingRule[]): Promise<void> {
  const fields = rules.flatMap((rule, index) => fieldProblems(rule, `rules.${index}`));
  const mentions = rules.flatMap((rule, index) => mentionsOf(rule, `rules.${index}`));
  const problems = [...fields, ...(await referenceProblems(tx, mentions))];
  if (problems.length === 0) return;
  const detail =
    problems.length === 1 ? (problems[0]?.message ?? "") : `The rules have ${problems.length} problems.`;
  throw new AppError("has_problems", detail, { problems: problems.slice(0, 100) });
}

/** What no condition can read where there is no run and no message. */
function fieldProblems({ when }: WriteRoutingRule, prefix: string): ApiProblem[] {
  return listLeaves(when).flatMap(({ path, leaf }): ApiProblem[] => {
    if (isConversationField(leaf.field)) return [];
    return [
      {
        code: "unknown_variable",
        severity: "error",
        path: `${prefix}.when.${path === "" ? "" : `${path}.`}field`,
        message: `Routing rules cannot ask for “${leaf.field.slice(0, 100)}”.`,
        hint: "Ask for something of the conversation, or the contact's tier, tags, language or attributes.",
      },
    ];
  });
}

function mentionsOf(rule: WriteRoutingRule, prefix: string): Mention[] {
  const { team, agent, journey, skills = [], overflow } = rule.then;
  const mention = (kind: Kind, path: string, key: string | undefined): Mention[] =>
    key === undefined ? [] : [{ kind, path: `${prefix}.${path}`, key }];
  return [
    ...mention("team", "then.team", team),
    ...mention("agent", "then.agent", agent?.toLowerCase()),
    ...mention("journey", "then.journey", journey),
    ...mention("team", "then.overflow.team", overflow?.team),
    ...skills.flatMap(({ key }, index) => mention("skill", `then.skills.${index}.key`, key)),
    ...intentsOf(rule, prefix),
  ];
}

/** Intents that a condition compares with by name. */
function intentsOf({ when }: WriteRoutingRule, prefix: string): Mention[] {
  return listLeaves(when).flatMap(({ path, leaf }): Mention[] => {
    if (leaf.field !== "conversation.intent" || !["eq", "ne", "in", "notIn"].includes(leaf.op)) return [];
    const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
    const at = `${prefix}.when.${path === "" ? "" : `${path}.`}value`;
    return values.flatMap((key) => (typeof key === "string" ? [{ kind: "intent", path: at, key }] : []));
  });
}

async function referenceProblems(tx: Transaction, mentions: Mention[]): Promise<ApiProblem[]> {
  const known = await loadKnown(tx, mentions);
  return mentions.flatMap(({ kind, path, key }): ApiProblem[] => {
    if (known[kind].has(key.trim().toLowerCase())) return [];
    const message = `There is no ${kind} “${key.slice(0, 100)}” to route by in this workspace.`;
    return [{ code: "unknown_reference", severity: "error", path, message, hint: HINTS[kind] }];
  });
}

async function loadKnown(tx: Transaction, mentions: Mention[]): Promise<Record<Kind, Set<string>>> {
  const wanted = (kind: Kind) => mentions.filter((each) => each.kind === kind).map(({ key }) => key);
  const named = (kind: Kind) => ({ where: { key: { in: wanted(kind) } }, select: { key: true } }) as const;
  const open = { archivedAt: null };
  const keys = (rows: { key: string }[]) => new Set(rows.map(({ key }) => key));
  const agents = await tx.user.findMany({
    where: {
      email: { in: wanted("agent") },
      deactivatedAt: null,
      role: { in: ["agent", "supervisor", "admin"] },
    },
    select: { email: true },
  });
  const journeys = { key: { in: wanted("journey") }, liveVersionId: { not: null } };
  return {
    team: keys(await tx.team.findMany({ ...named("team"), where: { ...named("team").where, ...open } })),
    agent: new Set(agents.map(({ email }) => email)),
    journey: keys(
      await tx.journey.findMany({
        where: { ...journeys, status: { not: "archived" } },
        select: { key: true },
      }),
    ),
    skill: keys(await tx.skill.findMany(named("skill"))),
    intent: keys(
      wanted("intent").length === 0
        ? []
        : await tx.intent.findMany({ where: open, select: { key: true }, take: 10_000 }),
    ),
  };
}
