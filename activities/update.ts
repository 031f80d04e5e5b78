import type { Performer } from "#activities/performer.ts";
import { applyChanges } from "#server/journeys/apply-changes.ts";

/** Changes fields of the contact and the conversation, once. */
export const performUpdate: Performer<"update"> = async ({
  actor,
  effect,
  key,
  contactId,
  conversationId,
}) => ({
  outcome: await applyChanges(actor, { key, contactId, conversationId, changes: effect.changes }),
});
