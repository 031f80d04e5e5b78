import { systemActor } from "#server/access/actor.ts";
import { findWhereabouts } from "#server/conversations/find-missed.ts";
import { transact } from "#server/platform/database.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";

/** Routes a conversation that nobody has any more while its customer waits; one that somebody has is left alone. */
export async function placeConversation(workspaceId: string, conversationId: string): Promise<void> {
  const actor = systemActor(workspaceId, "relay");
  const { place, teamId } = await transact(actor, async (tx) => ({
    place: await findWhereabouts(tx, conversationId),
    teamId: (await tx.conversation.findUnique({ where: { id: conversationId } }))?.teamId,
  }));
  // What is promised counts as on its way until it is done: this very promise.
  if (place !== "missed" && place !== "arriving") return;
  await routeConversation(actor, { conversationId, request: teamId ? { team: teamId } : {} });
}
