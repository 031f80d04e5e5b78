import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";

/** A hint of a journey is for whoever has the conversation now, and for nobody else. */
export function shownTo(actor: Actor): Prisma.NoteWhereInput {
  if (actor.kind !== "user") return { forAssignee: false };
  return { OR: [{ forAssignee: false }, { conversation: { assigneeId: actor.userId } }] };
}
