import type { SystemActor } from "#server/access/actor.ts";
import { findOrOpenConversation } from "#server/conversations/open-conversation.ts";
import { transact } from "#server/platform/database.ts";

/** The contact's open conversation, else a quiet new one, for a run that has none yet. */
export async function openConversation(actor: SystemActor, contactId: string): Promise<string> {
  const { id } = await transact(actor, (tx) => findOrOpenConversation(tx, actor, contactId, "sms"));
  return id;
}
