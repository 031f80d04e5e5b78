import type { RunOperation } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { addStragglers } from "#server/journeys/create-operation.ts";
import { settleOperation } from "#server/journeys/settle-operation.ts";
import { tellPage } from "#server/journeys/tell-page.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Runs told and not yet known to have obeyed: more would only queue. */
const MOST_IN_FLIGHT = 2_000;
/** Milliseconds; well inside the relay's lease. */
const LONGEST_STINT = 20_000;
const FIRST_LOOK = 100;
/** Origins of the operations that a journey's pause and resumption are. */
const STEERING = ["pause", "resume"];
const LONGEST_LOOK = 2_000;

/**
 * Takes an operation further: tells the next runs, sees which have obeyed, and promises to look again until all are
 * settled. Done again after a crash it goes on where the rows say it was; a run told twice obeys once.
 */
export async function workOperation(workspaceId: string, operationId: string, idle: number): Promise<void> {
  const actor = systemActor(workspaceId, "operations");
  const until = Date.now() + LONGEST_STINT;
  let settledAny = false;
  for (;;) {
    const state = await transact(actor, (tx) => lookAt(tx, operationId));
    if (!state || state.isFinished) return;
    settledAny ||= state.settled > 0;
    const { operation, earlier, inFlight } = state;
    const mayTell = operation.status === "running" && !earlier.isTelling && inFlight < MOST_IN_FLIGHT;
    const told = mayTell ? await tellPage(actor, operation, Math.max(Date.now(), earlier.toldUntil + 1)) : 0;
    if (told > 0 && Date.now() < until) continue;
    const waited = told > 0 || settledAny ? 0 : idle + 1;
    await transact(actor, (tx) =>
      writeOutbox(tx, {
        workspaceId,
        topic: "run.operation",
        orderingKey: operationId,
        payload: { operationId, idle: waited },
        availableAt: new Date(Date.now() + Math.min(FIRST_LOOK * 2 ** Math.min(waited, 10), LONGEST_LOOK)),
      }),
    );
    return;
  }
}

interface State {
  operation: RunOperation;
  settled: number;
  inFlight: number;
  isFinished: boolean;
  earlier: Earlier;
}

/** Settles what can be, counts, and ends the operation when nothing is left. */
async function lookAt(tx: Transaction, operationId: string): Promise<State | null> {
  const operation = await tx.runOperation.findUnique({ where: { id: operationId } });
  if (!operation) return null;
  if (operation.finishedAt) return { operation, settled: 0, inFlight: 0, isFinished: true, earlier: NONE };
  if (operation.status === "cancelling") {
    await tx.runOperationItem.updateMany({
      where: { operationId, outcome: "pending" },
      data: { outcome: "skipped", reason: "The operation was cancelled before" },
    });
  }
  const settled = await settleOperation(tx, operation);
  const [counts] = await tx.$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE outcome = 'done')::int AS done,
      count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
      count(*) FILTER (WHERE outcome = 'skipped')::int AS skipped,
      count(*) FILTER (WHERE outcome = 'sent')::int AS "inFlight",
      count(*)::int AS total
    FROM run_operation_items WHERE operation_id = ${operationId}::uuid`;
  const { inFlight = 0, ...figures } = counts ?? { done: 0, failed: 0, skipped: 0, inFlight: 0, total: 0 };
  const isThrough = figures.done + figures.failed + figures.skipped === figures.total;
  // Whoever entered the old version at the very moment of a publish comes along.
  const added = isThrough && operation.status === "running" ? await addStragglers(tx, operation) : 0;
  figures.total += added;
  const isFinished = isThrough && added === 0;
  const ending = operation.status === "cancelling" ? ("cancelled" as const) : ("completed" as const);
  const updated = await tx.runOperation.update({
    where: { id: operationId },
    data: { ...figures, ...(isFinished ? { status: ending, finishedAt: new Date() } : {}) },
  });
  return { operation: updated, settled, inFlight, isFinished, earlier: await earlierSteering(tx, updated) };
}

/** Pauses and resumptions of the same journey that began before: runs are to be told of them first. */
interface Earlier {
  /** They have runs left to tell. */
  isTelling: boolean;
  /** When they told the last one, in epoch milliseconds. */
  toldUntil: number;
}

const NONE: Earlier = { isTelling: false, toldUntil: 0 };

/** Whoever was told obeys in the order of being told, so nobody waits for the others to have obeyed. */
async function earlierSteering(
  tx: Transaction,
  { id, workspaceId, journeyId, origin }: RunOperation,
): Promise<Earlier> {
  if (journeyId === null || !STEERING.includes(origin)) return NONE;
  const [earlier] = await tx.$queryRaw<Earlier[]>`
    SELECT coalesce(bool_or(i.outcome = 'pending'), false) AS "isTelling",
      coalesce(extract(epoch FROM max(i.sent_at)) * 1000, 0)::float8 AS "toldUntil"
    FROM run_operations o JOIN run_operation_items i ON i.operation_id = o.id
    WHERE o.workspace_id = ${workspaceId}::uuid AND o.journey_id = ${journeyId}::uuid AND o.id < ${id}::uuid
      AND o.origin = ANY(${STEERING}::text[]) AND o.finished_at IS NULL`;
  return earlier ?? NONE;
}

interface Counts {
  total: number;
  done: number;
  failed: number;
  skipped: number;
  inFlight: number;
}
