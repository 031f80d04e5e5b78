import type { EffectRequest, Performer } from "#activities/performer.ts";
import type { Json } from "#core/json.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { summariseConversation } from "#server/conversations/summarise-conversation.ts";
import { openConversation } from "#server/journeys/open-run-conversation.ts";
import { transact } from "#server/platform/database.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";

/** Leaves what the person needs to know as a note, then has routing find them; a run without a conversation gets one. */
export const performHandoff: Performer<"handoff"> = async (request) => {
  const { actor, effect, key, runId, contactId } = request;
  const conversationId = request.conversationId ?? (await openConversation(actor, contactId));
  const text = await briefing(request, conversationId);
  if (text !== "") await addNote(actor, { conversationId, text, run: { runId, effectKey: key } });
  const { kind: _, summary: __, collected: ___, waitForReturn, ...asked } = effect;
  const run = { runId, effectKey: key, handsOver: { waitForReturn } };
  const { outlet, waitsFor, ...found } = await routeConversation(actor, {
    conversationId,
    request: asked,
    run,
  });
  const how = waitsFor ? { result: { ...found, waitsFor } } : { outlet, result: found };
  return { outcome: { status: "done", ...how }, conversationId };
};

async function briefing(
  { actor, effect }: EffectRequest<"handoff">,
  conversationId: string,
): Promise<string> {
  const said = effect.summary ? await transact(actor, (tx) => summariseConversation(tx, conversationId)) : "";
  const known = effect.collected.map(({ name, value }) => `${name}: ${wordsOf(value)}`);
  const parts = [
    effect.note?.trim() ?? "",
    known.length > 0 ? `Known so far:\n${known.join("\n")}` : "",
    said,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function wordsOf(value: Json): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
