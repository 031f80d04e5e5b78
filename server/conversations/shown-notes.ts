import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";

/** A hint is for whoever has the conversation now, and for the supervisor who wrote it. */
export function shownTo(actor: Actor): Prisma.NoteWhereInput {
  if (actor.kind !== "user") return { forAssignee: false };
  const { userId } = actor;
  return { OR: [{ forAssignee: false }, { conversation: { assigneeId: userId } }, { authorId: userId }] };
}
