import { systemActor } from "#server/access/actor.ts";
import { wakeConversation } from "#server/conversations/snooze-conversation.ts";
import type { DeadlineHandlers } from "#server/relay/deadlines.ts";
import { expireOffer } from "#server/routing/refuse-offer.ts";

/** What happens when each kind of deadline falls due. */
export const deadlineHandlers: DeadlineHandlers = {
  snooze: async ({ workspaceId, conversationId }) => {
    if (!conversationId) return;
    await wakeConversation(systemActor(workspaceId, "deadlines"), { conversationId, by: "time" });
  },
  offer: async ({ workspaceId, conversationId, subjectId }) => {
    if (conversationId && subjectId) await expireOffer(workspaceId, { conversationId, offerId: subjectId });
  },
};
