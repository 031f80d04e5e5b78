import type { z } from "zod";
import type { Page } from "#core/api/page.ts";
import type { RunOperation, RunOperationDetail, runOperationsQuerySchema } from "#core/api/run-operations.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { operationInclude, toOperation } from "#server/journeys/operation-view.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const MOST_REASONS = 20;

/** How far an operation is, with why runs were left out. */
export async function getOperation(actor: Actor, operationId: string): Promise<RunOperationDetail> {
  authorize(actor, "runs.view");
  return transact(actor, (tx) => readOperation(tx, actor.workspaceId, operationId));
}

/** Operations, newest first. */
export async function listOperations(
  actor: Actor,
  { cursor, limit, journey }: z.output<typeof runOperationsQuerySchema>,
): Promise<Page<RunOperation>> {
  authorize(actor, "runs.view");
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await transact(actor, (tx) =>
    tx.runOperation.findMany({
      where: {
        workspaceId: actor.workspaceId,
        ...(journey ? { journeyId: journey } : {}),
        ...(after
          ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }
          : {}),
      },
      include: operationInclude,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(toOperation),
    nextCursor: last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

/** Tells no further runs; those that were told already obey. */
export async function cancelOperation(actor: Actor, operationId: string): Promise<RunOperationDetail> {
  authorize(actor, "runs.control");
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    await tx.runOperation.updateMany({
      where: { workspaceId, id: operationId, status: "running" },
      data: { status: "cancelling" },
    });
    return readOperation(tx, workspaceId, operationId);
  });
}

async function readOperation(
  tx: Transaction,
  workspaceId: string,
  operationId: string,
): Promise<RunOperationDetail> {
  const row = await tx.runOperation.findUnique({
    where: { workspaceId_id: { workspaceId, id: operationId } },
    include: operationInclude,
  });
  if (!row) throw new AppError("not_found", "There is no such operation.");
  const groups = await tx.runOperationItem.groupBy({
    by: ["outcome", "reason"],
    where: { operationId, outcome: { in: ["failed", "skipped"] } },
    _count: { _all: true },
    orderBy: { _count: { runId: "desc" } },
    take: MOST_REASONS,
  });
  const reasons = groups.map(({ outcome, reason, _count }) => ({
    outcome: outcome as "failed" | "skipped",
    reason: reason ?? "",
    count: _count._all,
  }));
  return { ...toOperation(row), reasons };
}
