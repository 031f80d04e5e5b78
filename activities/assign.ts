import type { Performer } from "#activities/performer.ts";
import { openConversation } from "#server/journeys/open-run-conversation.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";

/** Has routing find somebody for the conversation; a run without one gets one. */
export const performAssign: Performer<"assign"> = async (request) => {
  const { actor, effect, key, runId, contactId } = request;
  const conversationId = request.conversationId ?? (await openConversation(actor, contactId));
  const { kind: _, ...asked } = effect;
  const routed = await routeConversation(actor, {
    conversationId,
    request: asked,
    run: { runId, effectKey: key },
  });
  const { outlet, waitsFor, ...found } = routed;
  // Without an answer yet it leaves by none: the step rests.
  const how = waitsFor ? { result: { ...found, waitsFor } } : { outlet, result: found };
  return { outcome: { status: "done", ...how }, conversationId };
};
