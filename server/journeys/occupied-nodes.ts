import type { WaitingPlace } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import { checkMigration, fateOf, type NodeMap, type Occupied } from "#core/journey/migration.ts";
import type { Plan } from "#core/journey/plan.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Where the open runs of one version stand. */
export interface OccupiedVersion extends Occupied {
  version: number;
}

/** Where the open runs of a journey stand, by version, the newest first; `except` leaves one version out. */
export async function readOccupied(
  tx: Transaction,
  workspaceId: string,
  journeyId: string,
  except?: string,
): Promise<OccupiedVersion[]> {
  const groups = await tx.run.groupBy({
    by: ["versionId", "currentNodeId"],
    where: {
      workspaceId,
      journeyId,
      endedAt: null,
      currentNodeId: { not: null },
      ...(except ? { versionId: { not: except } } : {}),
    },
    _count: { _all: true },
  });
  const versions = await tx.journeyVersion.findMany({
    where: { id: { in: [...new Set(groups.map(({ versionId }) => versionId))] } },
    select: { id: true, number: true, planHash: true },
    orderBy: { number: "desc" },
  });
  return Promise.all(
    versions.map(async ({ id, number, planHash }) => {
      const own = groups.filter(({ versionId }) => versionId === id);
      const runs = Object.fromEntries(own.map((group) => [group.currentNodeId ?? "", group._count._all]));
      return { version: number, plan: await loadPlan(workspaceId, planHash), runs };
    }),
  );
}

/** How many runs stand at which node, whatever their version. */
export function countByNode(occupied: readonly OccupiedVersion[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { runs } of occupied) {
    for (const [nodeId, count] of Object.entries(runs)) counts[nodeId] = (counts[nodeId] ?? 0) + count;
  }
  return counts;
}

/**
 * Refuses a migration that cannot hold.
 * @throws AppError `has_problems` naming each node whose runs have no place, and how many they are
 */
export function requireMigration(occupied: readonly OccupiedVersion[], to: Plan, nodeMap: NodeMap): void {
  const problems = checkMigration(occupied, to, nodeMap);
  if (problems.length === 0) return;
  throw new AppError("has_problems", "Runs under way have no place in this version.", { problems });
}

/** Each place where runs stand, with what becomes of them; without a plan to move to nobody knows. */
export function placesOf(
  occupied: readonly OccupiedVersion[],
  to: Plan | null,
  nodeMap: NodeMap,
): WaitingPlace[] {
  const places = occupied.flatMap(({ version, plan, runs }) =>
    Object.entries(runs).map(([nodeId, count]): WaitingPlace => {
      const node = Object.hasOwn(plan.nodes, nodeId) ? plan.nodes[nodeId] : undefined;
      const fate = to ? fateOf(plan, to, nodeId, nodeMap) : null;
      return {
        version,
        nodeId,
        label: node?.label ?? null,
        type: node?.type ?? "unknown",
        count,
        fate: fate?.kind ?? "none",
        changed: fate?.kind === "keep" && fate.changed,
        toNodeId: fate?.kind === "keep" || fate?.kind === "enter" ? fate.nodeId : null,
      };
    }),
  );
  return places.sort((one, other) => other.count - one.count);
}
