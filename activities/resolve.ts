import type { EffectRequest, Performer } from "#activities/performer.ts";
import { isAppError } from "#core/errors.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { sendSurvey } from "#server/surveys/surveys.ts";

/** Marks the conversation as done, leaving alone what a person has unless the node says otherwise. */
export const performResolve: Performer<"resolve"> = async (request) => {
  const { actor, effect, runId, conversationId } = request;
  if (!conversationId) return { outcome: { status: "done", result: { resolved: false } } };
  const { resolved } = await resolveConversation(actor, {
    conversationId,
    reason: effect.reason,
    unlessAssigned: !effect.evenIfAssigned,
    runId,
  });
  if (resolved) {
    await askHowItWas(request, conversationId);
    return { outcome: { status: "done", result: { resolved } } };
  }
  const reason = "A person has the conversation, so it stays open.";
  return { outcome: { status: "suppressed", code: "assigned", reason } };
};

/** Whom nobody can ask, or who was asked before, is left alone: the conversation is resolved all the same. */
async function askHowItWas(
  { actor, effect: { csat }, runId, key: effectKey }: EffectRequest<"resolve">,
  conversationId: string,
): Promise<void> {
  if (!csat) return;
  const { channel, text, expires } = csat;
  const way = channel === "reply" ? {} : { channel };
  try {
    const run = { runId, effectKey };
    await sendSurvey(actor, { conversationId, ...way, ...(text && { text }), expires, run });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
