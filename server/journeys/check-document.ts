import type { References } from "#core/journey/compile/check-references.ts";
import { type Compilation, type CompileOptions, compile } from "#core/journey/compile.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import { customActivityCatalogue } from "#server/journeys/custom-activity-catalogue.ts";
import { loadKnownVariables } from "#server/journeys/load-known-variables.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Compiles a document against what this workspace really has. */
export async function checkDocument(
  tx: Transaction,
  workspaceId: string,
  document: JourneyDocument,
): Promise<Compilation> {
  return compileWith(document, await loadSurroundings(tx, workspaceId));
}

/** What a document is held against. */
export type Surroundings = Pick<CompileOptions, "references" | "knownVariables">;

export function compileWith(document: JourneyDocument, surroundings: Surroundings): Compilation {
  return compile(document, {
    definitions: nodeDefinitions,
    ...surroundings,
    customActivities: customActivityCatalogue(),
  });
}

/** What this workspace really has. */
export async function loadSurroundings(tx: Transaction, workspaceId: string): Promise<Surroundings> {
  return {
    references: await loadReferences(tx, workspaceId),
    knownVariables: await loadKnownVariables(tx, workspaceId),
  };
}

/** Keys of the workspace's things, by kind. */
async function loadReferences(tx: Transaction, workspaceId: string): Promise<References> {
  const open = { workspaceId, archivedAt: null };
  const key = { key: true } as const;
  return {
    channelAccount: keys(await tx.channelAccount.findMany({ where: open, select: key })),
    template: keys(await tx.template.findMany({ where: open, select: key })),
    team: keys(await tx.team.findMany({ where: open, select: key })),
    agent: (
      await tx.user.findMany({ where: { workspaceId, deactivatedAt: null }, select: { email: true } })
    ).map(({ email }) => email),
    routingRules: keys(await tx.routingRuleSet.findMany({ where: open, select: key })),
    skill: keys(await tx.skill.findMany({ where: { workspaceId }, select: key })),
    intent: keys(await tx.intent.findMany({ where: open, select: key })),
    businessHours: keys(await tx.businessHours.findMany({ where: { workspaceId }, select: key })),
    slaPolicy: keys(await tx.slaPolicy.findMany({ where: open, select: key })),
    audience: keys(await tx.audience.findMany({ where: open, select: key })),
    connection: keys(await tx.crmConnection.findMany({ where: { workspaceId }, select: key })),
    journey: keys(
      await tx.journey.findMany({ where: { workspaceId, status: { not: "archived" } }, select: key }),
    ),
    // There is nowhere to keep articles yet, so that naming one is told when publishing.
    knowledge: [],
    secret: keys(await tx.secret.findMany({ where: { workspaceId }, select: key })),
    form: (await tx.form.findMany({ where: open, select: { slug: true } })).map(({ slug }) => slug),
    attachment: keys(
      await tx.attachment.findMany({ where: { workspaceId, key: { not: null } }, select: key }),
    ),
  };
}

function keys(rows: { key: string | null }[]): string[] {
  return rows.flatMap((row) => (row.key === null ? [] : [row.key]));
}
