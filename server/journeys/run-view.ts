import type { Run } from "#core/api/runs.ts";
import { explainStuck } from "#core/journey/explain-stuck.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";

export const runInclude = {
  journey: { select: { id: true, key: true, name: true } },
  version: { select: { number: true } },
  contact: { select: { id: true, name: true } },
  conversation: { select: { channel: true } },
} satisfies Prisma.RunInclude;

export type RunRow = Prisma.RunGetPayload<{ include: typeof runInclude }>;

/** A run as the API shows it. */
export async function toRun(row: RunRow): Promise<Run> {
  const { journey, version, contact, conversation } = row;
  const ended = row.endedAt !== null;
  const plan = row.currentNodeId && !ended ? await loadPlan(row.workspaceId, row.planHash) : undefined;
  return {
    id: row.id,
    status: row.status,
    journey: { ...journey, version: version.number },
    contact,
    conversationId: row.conversationId,
    channel: conversation?.channel ?? null,
    nodeId: ended ? null : row.currentNodeId,
    nodeLabel: (row.currentNodeId && plan?.nodes[row.currentNodeId]?.label) || null,
    wakeAt: row.wakeAt?.toISOString() ?? null,
    reason: row.stuckReason ?? row.heldReason ?? row.endReason,
    stuck:
      row.status === "stuck" && row.stuckCode
        ? {
            code: row.stuckCode,
            since: (row.stuckAt ?? row.updatedAt).toISOString(),
            ...explainStuck(row.stuckCode),
          }
        : null,
    isTest: row.isTest,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
