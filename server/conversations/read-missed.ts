import type { MissedMessages } from "#core/api/missed-messages.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { findMissed, GRACE } from "#server/conversations/find-missed.ts";
import { transact } from "#server/platform/database.ts";

const MOST_COUNTED = 1_000;
const MOST_SHOWN = 100;
const LATELY = 7 * 24 * 3_600_000;

/** How many customers wait while nobody has them, and who, of those that the actor may see. */
export async function readMissedMessages(actor: Actor): Promise<MissedMessages> {
  authorize(actor, "metrics.view");
  const now = Date.now();
  return transact(actor, async (tx) => {
    const ids = await findMissed(tx, new Date(now - GRACE), MOST_COUNTED);
    const seen = await tx.conversation.findMany({
      where: { AND: [{ id: { in: ids } }, conversationFilter(actor)] },
      orderBy: [{ waitingSince: "asc" }, { id: "asc" }],
      take: MOST_SHOWN,
      include: { contact: { select: { id: true, name: true } } },
    });
    const mendedLately = await tx.event.count({
      where: { type: "conversation.missed", occurredAt: { gte: new Date(now - LATELY) } },
    });
    return {
      count: ids.length,
      conversations: seen.map(({ id, contact, channel, waitingSince, createdAt }) => ({
        ...{ id, channel },
        contact: { id: contact.id, name: contact.name },
        waitingSince: (waitingSince ?? createdAt).toISOString(),
      })),
      mendedLately,
      at: new Date(now).toISOString(),
    };
  });
}
