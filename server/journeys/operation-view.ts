import type { RunOperation } from "#core/api/run-operations.ts";
import type { PersonalAction } from "#core/journey/possible-actions.ts";
import type { Prisma } from "#prisma/generated/client.ts";

export const operationInclude = {
  toVersion: { select: { number: true } },
} satisfies Prisma.RunOperationInclude;

export type OperationRow = Prisma.RunOperationGetPayload<{ include: typeof operationInclude }>;

/** An operation as the API shows it. */
export function toOperation(row: OperationRow): RunOperation {
  return {
    id: row.id,
    action: row.action as PersonalAction,
    origin: row.origin,
    journeyId: row.journeyId,
    status: row.status,
    total: row.total,
    done: row.done,
    failed: row.failed,
    skipped: row.skipped,
    toVersion: row.toVersion?.number ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
