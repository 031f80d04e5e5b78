import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface JourneyNews {
  type: EventType;
  data: JsonObject;
  /** What follows the journey's name. */
  text: string;
}

/** Writes what became of a journey to the log and tells its owner; the admins where it has none. */
export async function tellJourneyOwner(
  tx: Transaction,
  actor: Actor,
  journeyId: string,
  { type, data, text }: JourneyNews,
): Promise<void> {
  const { workspaceId } = actor;
  const journey = await tx.journey.findUnique({ where: { workspaceId_id: { workspaceId, id: journeyId } } });
  if (!journey) return;
  await appendEvent(tx, { type, actor, journeyId, data });
  const active = { workspaceId, deactivatedAt: null };
  const owner = journey.ownerId
    ? await tx.user.findMany({ where: { ...active, id: journey.ownerId }, select: { id: true } })
    : [];
  const people =
    owner.length > 0
      ? owner
      : await tx.user.findMany({ where: { ...active, role: "admin" }, select: { id: true } });
  await tellPeople(tx, {
    workspaceId,
    userIds: people.map(({ id }) => id),
    kind: "notice",
    text: `“${journey.name}” ${text}`,
    contactId: null,
    conversationId: null,
  });
}
