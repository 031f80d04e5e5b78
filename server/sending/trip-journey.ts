import type { Pulse, Trip } from "#core/sending/circuit-breaker.ts";
import { systemActor } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { transact } from "#server/platform/database.ts";
import { tellJourneyOwner } from "#server/sending/tell-journey-owner.ts";

/**
 * Pauses a journey whose messages go wrong: no run starts, its messages are held, its owner is told. Resuming it
 * closes the breaker and lets the held messages go out. Two that trip it at once pause it once.
 */
export async function tripJourney(
  workspaceId: string,
  journeyId: string,
  { by, reason }: Trip,
  pulse: Pulse,
): Promise<void> {
  const actor = systemActor(workspaceId, "breaker");
  await transact(actor, async (tx) => {
    const now = new Date();
    const { count } = await tx.journey.updateMany({
      where: { workspaceId, id: journeyId, trippedAt: null, status: { in: ["live", "paused"] } },
      data: { trippedAt: now, status: "paused", pausedReason: `The circuit breaker paused it: ${reason}` },
    });
    if (count === 0) return;
    await appendEvent(tx, { type: "journey.paused", actor, journeyId, data: { reason } });
    const change = { by, ...pulse };
    await writeAudit(tx, actor, {
      action: "journey.tripped",
      subjectType: "journey",
      subjectId: journeyId,
      change,
    });
    await tellJourneyOwner(tx, actor, journeyId, {
      type: "journey.tripped",
      data: change,
      text: `was paused by the circuit breaker: ${reason}. Its messages wait until it is resumed`,
    });
  });
}
