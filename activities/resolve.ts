import type { Performer } from "#activities/performer.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";

/** Marks the conversation as done, leaving alone what a person has unless the node says otherwise. */
export const performResolve: Performer<"resolve"> = async ({ actor, effect, runId, conversationId }) => {
  if (!conversationId) return { outcome: { status: "done", result: { resolved: false } } };
  const { resolved } = await resolveConversation(actor, {
    conversationId,
    reason: effect.reason,
    unlessAssigned: !effect.evenIfAssigned,
    runId,
  });
  if (resolved) return { outcome: { status: "done", result: { resolved } } };
  const reason = "A person has the conversation, so it stays open.";
  return { outcome: { status: "suppressed", code: "assigned", reason } };
};
