import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

export interface VisitAnswer {
  workspaceId: string;
  /** `runId:visit` of the effect that is answered. */
  effectKey: string;
  /** Of the row in `events` that says what the answer is. */
  eventId: string;
  /** Epoch milliseconds. */
  at: number;
}

/**
 * Tells the one run that asked what came of it. Written to the outbox in the caller's transaction: a run that is only
 * just coming to rest is told after that, and one that has gone on meanwhile wants nothing of it.
 */
export async function answerVisit(
  tx: Transaction,
  { workspaceId, effectKey, eventId, at }: VisitAnswer,
): Promise<void> {
  const [runId = ""] = effectKey.split(":");
  await writeOutbox(tx, {
    workspaceId,
    topic: "run.signal",
    orderingKey: runId,
    payload: { runId, event: { kind: "happening", id: eventId, at } },
  });
}
