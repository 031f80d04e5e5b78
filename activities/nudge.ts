import type { Performer } from "#activities/performer.ts";
import { addNote } from "#server/conversations/add-note.ts";

/** Leaves a hint in the conversation for whoever has it, now or later. */
export const performNudge: Performer<"nudge"> = async ({ actor, effect, key, runId, conversationId }) => {
  if (!conversationId) {
    const reason = "There is no conversation yet, so nobody has it who could be given a hint.";
    return { outcome: { status: "suppressed", code: "no_conversation", reason } };
  }
  const run = { runId, effectKey: key };
  const note = await addNote(actor, { conversationId, text: effect.text, forAssignee: true, run });
  return { outcome: { status: "done", result: { noteId: note.id } } };
};
