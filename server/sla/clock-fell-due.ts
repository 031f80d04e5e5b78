import { systemActor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { transact } from "#server/platform/database.ts";
import { claimTelling } from "#server/relay/arm-deadline.ts";
import { shareOf } from "#server/sla/arm-clock.ts";
import { followSla } from "#server/sla/follow-sla.ts";
import { withHours } from "#server/sla/policy-promise.ts";
import { dataOf } from "#server/sla/save-clocks.ts";

interface DueClock {
  conversationId: string;
  clockId: string;
  /** The deadline's own key and time. */
  key: string;
  dueAt: Date;
}

/** A promise's time has come: what is not kept by now is broken. Harmless when repeated, or when it was moved. */
export async function clocksFellDue(workspaceId: string, conversationId: string): Promise<void> {
  const actor = systemActor(workspaceId, "deadlines");
  await transact(actor, async (tx) => {
    await lockConversation(tx, actor, conversationId);
    // Due at this very millisecond is not over yet.
    await followSla(tx, actor, conversationId, { at: new Date(Date.now() + 1) });
  });
}

/** So much of the time is used up: says so, once. */
export async function warnOfClock(
  workspaceId: string,
  { conversationId, clockId, key, dueAt }: DueClock,
): Promise<void> {
  const actor = systemActor(workspaceId, "deadlines");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const clock = await tx.slaClock.findUnique({
      where: { id: clockId },
      include: { policy: { include: withHours } },
    });
    if (clock?.status !== "running") return;
    if (!(await claimTelling(tx, key, dueAt))) return;
    if (!clock.warnedAt) await tx.slaClock.update({ where: { id: clockId }, data: { warnedAt: dueAt } });
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "sla.warned",
      actor,
      occurredAt: dueAt,
      data: {
        ...dataOf(clock, clock.policy),
        dueAt: clock.dueAt?.toISOString() ?? null,
        share: shareOf(key),
      },
    });
  });
}
