import type { RunOperation } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Settles the runs of an operation that have obeyed, or that it can do nothing more for; says how many. */
export function settleOperation(tx: Transaction, operation: RunOperation): Promise<number> {
  return operation.action === "migrate" ? settleMoves(tx, operation) : settleOrders(tx, operation.id);
}

/** A run that has taken its order has obeyed; one that ended before it was told had nothing left to do. */
async function settleOrders(tx: Transaction, operationId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE run_operation_items i SET
      outcome = CASE WHEN t.ended THEN 'skipped' WHEN t.taken THEN 'done' ELSE 'failed' END::run_operation_outcome,
      reason = CASE WHEN t.ended THEN 'The run has ended' WHEN t.taken THEN NULL
        ELSE 'The run has not answered for ten minutes; it will obey when it can' END
    FROM (
      SELECT w.id, e.event_id IS NOT NULL AS taken, coalesce(r.ended_at < w.sent_at, false) AS ended,
        w.sent_at < now() - interval '10 minutes' AS late
      FROM run_operation_items w JOIN runs r ON r.id = w.run_id
      LEFT JOIN run_events e ON e.run_id = w.run_id AND e.event_id = w.id
      WHERE w.operation_id = ${operationId}::uuid AND w.outcome = 'sent'
    ) t
    WHERE i.id = t.id AND (t.ended OR t.taken OR t.late)`;
}

/** A run has moved when it is on the version; until then it may walk, be suspended, or have said why it stays. */
async function settleMoves(tx: Transaction, { id, toVersionId }: RunOperation): Promise<number> {
  return tx.$executeRaw`
    UPDATE run_operation_items i SET
      outcome = CASE WHEN t.moved THEN 'done' WHEN t.refused IS NOT NULL THEN 'failed' WHEN t.ended OR t.suspended
        THEN 'skipped' ELSE 'failed' END::run_operation_outcome,
      reason = CASE WHEN t.moved THEN NULL WHEN t.refused IS NOT NULL THEN t.refused WHEN t.ended
        THEN 'The run has ended' WHEN t.suspended THEN 'It is paused or held: it moves when it goes on'
        ELSE 'It has not rested for ten minutes; it moves when it does' END
    FROM (
      SELECT w.id, r.version_id = ${toVersionId}::uuid AS moved, r.ended_at IS NOT NULL AS ended,
        CASE WHEN r.state #>> '{moving,operationId}' = ${id} THEN r.state #>> '{moving,refused}' END AS refused,
        r.status IN ('paused', 'held') AND e.event_id IS NOT NULL AS suspended,
        w.sent_at < now() - interval '10 minutes' AS late
      FROM run_operation_items w JOIN runs r ON r.id = w.run_id
      LEFT JOIN run_events e ON e.run_id = w.run_id AND e.event_id = w.id
      WHERE w.operation_id = ${id}::uuid AND w.outcome = 'sent'
    ) t
    WHERE i.id = t.id AND (t.moved OR t.refused IS NOT NULL OR t.ended OR t.suspended OR t.late)`;
}
