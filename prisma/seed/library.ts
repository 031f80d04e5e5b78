import { uuidv7 } from "uuidv7";
import type { Prisma } from "#prisma/generated/client.ts";
import { demoFile } from "#prisma/seed/demo-files.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Library {
  businessHours: Omit<Prisma.BusinessHoursCreateManyInput, "id" | "workspaceId">[];
  intents: Omit<Prisma.IntentCreateManyInput, "id" | "workspaceId">[];
  cannedResponses: { key: string; title: string; text: string; team?: string }[];
  templates: Omit<Prisma.TemplateCreateManyInput, "id" | "workspaceId">[];
}

/** Teams, skills, business hours, intents, canned responses and templates. */
export async function seedLibrary(tx: Transaction, workspaceId: string): Promise<void> {
  const library = demoFile("library.json") as Library;
  const { teams, skills } = demoFile("people.json") as {
    teams: { key: string; name: string; description: string }[];
    skills: { key: string; name: string }[];
  };
  const stamp = <Row>(row: Row) => ({ id: uuidv7(), workspaceId, ...row });
  const teamRows = teams.map(stamp);
  await tx.businessHours.createMany({ data: library.businessHours.map(stamp) });
  await tx.team.createMany({ data: teamRows });
  await tx.skill.createMany({ data: skills.map(stamp) });
  await tx.intent.createMany({ data: library.intents.map(stamp) });
  await tx.template.createMany({ data: library.templates.map(stamp) });
  await tx.cannedResponse.createMany({
    data: library.cannedResponses.map(({ team, ...row }) =>
      stamp({ ...row, teamId: teamRows.find((candidate) => candidate.key === team)?.id }),
    ),
  });
  const hours = await tx.businessHours.findFirst({ where: { key: "office" } });
  await tx.workspace.update({ where: { id: workspaceId }, data: { defaultBusinessHoursId: hours?.id } });
}
