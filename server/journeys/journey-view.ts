import type { Journey, JourneySummary } from "#core/api/journeys.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import type { Plan } from "#core/journey/plan.ts";
import { planHash } from "#core/journey/plan-hash.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { compileWith, type Surroundings } from "#server/journeys/check-document.ts";
import type { Transaction } from "#server/platform/database.ts";

export const journeyInclude = {
  liveVersion: { select: { number: true, planHash: true, publishedAt: true } },
} satisfies Prisma.JourneyInclude;

export type JourneyRow = Prisma.JourneyGetPayload<{ include: typeof journeyInclude }>;
export type RunCounts = JourneySummary["runs"];

const ENDED = ["completed", "exited", "stopped"];

/** Runs by journey: those under way, those that are stuck, those that have ended. */
export async function countRuns(
  tx: Transaction,
  where: Prisma.RunWhereInput,
  by: "journeyId" | "versionId",
): Promise<Map<string, RunCounts>> {
  const groups = await tx.run.groupBy({ by: [by, "status"], where, _count: { _all: true } });
  const counts = new Map<string, RunCounts>();
  for (const group of groups) {
    const id = group[by];
    const known = counts.get(id) ?? { active: 0, stuck: 0, ended: 0 };
    const kind = ENDED.includes(group.status) ? "ended" : group.status === "stuck" ? "stuck" : "active";
    known[kind] += group._count._all;
    counts.set(id, known);
  }
  return counts;
}

/** People's names for the ids that journeys and versions keep. */
export async function namesOf(tx: Transaction, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  if (wanted.length === 0) return new Map();
  const users = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

export interface ViewContext {
  surroundings: Surroundings;
  runs: Map<string, RunCounts>;
  names: Map<string, string>;
}

/** A journey as the API shows it, its draft compiled. */
export function toJourney(row: JourneyRow, { surroundings, runs, names }: ViewContext): Journey {
  const document = row.draft as unknown as JourneyDocument;
  const { plan, problems } = compileWith(document, surroundings);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    status: row.status,
    liveVersion: row.liveVersion?.number ?? null,
    hasUnpublishedChanges: hasChanges(row, plan),
    draftRevision: row.draftRevision,
    draftSavedAt: row.draftSavedAt.toISOString(),
    draftSavedBy: row.draftSavedById
      ? { id: row.draftSavedById, name: names.get(row.draftSavedById) ?? "" }
      : null,
    publishedAt: row.liveVersion?.publishedAt.toISOString() ?? null,
    isDemo: row.isDemo,
    pausedReason: row.pausedReason,
    triggers: document.nodes.filter(({ type }) => type.startsWith("trigger.")).map(({ type }) => type),
    channels: channelsOf(document),
    problemCounts: {
      errors: problems.filter(({ severity }) => severity === "error").length,
      warnings: problems.filter(({ severity }) => severity === "warning").length,
    },
    runs: runs.get(row.id) ?? { active: 0, stuck: 0, ended: 0 },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    document,
    problems,
  };
}

export function toSummary(row: JourneyRow, context: ViewContext): JourneySummary {
  const { document: _document, problems: _problems, ...summary } = toJourney(row, context);
  return summary;
}

/** A draft that does not compile has been changed since it was published, if it ever was. */
function hasChanges(row: JourneyRow, plan: Plan | null): boolean {
  return !plan || !row.liveVersion || planHash(plan) !== row.liveVersion.planHash;
}

/** The channels that a journey names, for the list. */
function channelsOf({ nodes }: JourneyDocument): string[] {
  const named = nodes.flatMap(({ config }) => {
    const several = Array.isArray(config.channels) ? config.channels : [];
    return [config.channel, ...several].filter((name): name is string => typeof name === "string");
  });
  return [...new Set(named)].filter((name) => name !== "reply" && name !== "best");
}
