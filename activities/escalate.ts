import type { Performer } from "#activities/performer.ts";
import { nobodyWords } from "#core/journey/recipient.ts";
import { escalateConversation } from "#server/conversations/escalate-conversation.ts";

/** Tells colleagues why the conversation needs them. A run without one has nothing to escalate. */
export const performEscalate: Performer<"escalate"> = async (request) => {
  const { actor, effect, key, runId, conversationId } = request;
  if (!conversationId) return suppressed("no_conversation", "There is no conversation yet to escalate.");
  const { kind: _, ...escalation } = effect;
  const run = { runId, effectKey: key };
  const { told } = await escalateConversation(actor, { conversationId, ...escalation, run });
  if (told > 0) return { outcome: { status: "done", result: { told } } };
  return suppressed("nobody", `Noted in the conversation, but nobody was told: ${nobodyWords(effect.to)}.`);
};

function suppressed(code: string, reason: string) {
  return { outcome: { status: "suppressed" as const, code, reason } };
}
