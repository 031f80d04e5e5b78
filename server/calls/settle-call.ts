import type { Json } from "#core/json.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { answerVisit } from "#server/journeys/answer-visit.ts";
import { transact } from "#server/platform/database.ts";

export interface CallResult {
  /** Of the visit that made the call, as the provider was given it. */
  key: string;
  outcome: "answered" | "noAnswer" | "failed";
  /** What they said or pressed. */
  gathered?: Json;
  /** Why it failed, in words. */
  reason?: string;
}

/**
 * Tells the run that made a call how it came out. What was said stays with the visit, where it can be erased.
 * @returns false where there is no such call, or it was settled before
 */
export async function settleCall(
  workspaceId: string,
  { key, outcome, gathered, reason }: CallResult,
): Promise<boolean> {
  const actor = systemActor(workspaceId, "voice");
  return transact(actor, async (tx) => {
    const where = { workspaceId_key: { workspaceId, key } };
    const effect = await tx.effect.findUnique({ where, include: { run: true } });
    if (effect?.kind !== "call") return false;
    const { runId, visit, nodeId, run } = effect;
    // The row's lock makes a result that is told twice wait for the first.
    const [step] = await tx.$queryRaw<{ settled: boolean }[]>`
      SELECT detail ? 'call' AS settled FROM steps WHERE run_id = ${runId}::uuid AND visit = ${visit} FOR UPDATE`;
    if (!step || step.settled) return false;
    const call = { gathered: gathered ?? null, ...(reason === undefined ? {} : { reason }) };
    const detail = { call } as Prisma.InputJsonObject;
    await tx.step.update({ where: { runId_visit: { runId, visit } }, data: { detail } });
    const at = new Date();
    const eventId = await appendEvent(tx, {
      type: "call.settled",
      actor,
      occurredAt: at,
      runId,
      nodeId,
      journeyId: run.journeyId,
      contactId: run.contactId,
      conversationId: run.conversationId,
      channel: "voice",
      isTest: run.isTest,
      data: { effectKey: key, outcome },
    });
    await answerVisit(tx, { workspaceId, effectKey: key, eventId, at: at.getTime() });
    return true;
  });
}
