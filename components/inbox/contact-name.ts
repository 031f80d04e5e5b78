import type { Conversation } from "#core/api/conversations.ts";

/** An address that a machine made, such as a chat visitor's, names nobody. */
const FOR_READERS = /^(\+\d|[^@\s]+@[^@\s]+$)/;

/** What a conversation's customer is called: their name, else their number or mailbox. */
export function contactName({ name, identities }: Conversation["contact"]): string {
  const readable = identities.find(({ address }) => FOR_READERS.test(address));
  return name ?? readable?.address ?? "Someone new";
}
