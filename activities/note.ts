import type { Performer } from "#activities/performer.ts";
import { addNote } from "#server/conversations/add-note.ts";

/** Writes an internal note; a run without a conversation has nowhere to write one. */
export const performNote: Performer<"note"> = async ({ actor, effect, key, runId, conversationId }) => {
  if (!conversationId) return { outcome: { status: "done", result: { noteId: null } } };
  const { text, mentions } = effect;
  const note = await addNote(actor, { conversationId, text, mentions, run: { runId, effectKey: key } });
  return { outcome: { status: "done", result: { noteId: note.id } } };
};
