import type { Contact } from "#core/api/contacts.ts";
import type { Conversation } from "#core/api/conversations.ts";

export interface ReplyVariable {
  path: string;
  label: string;
  value: string;
}

interface Known {
  contact: Contact | undefined;
  conversation: Conversation;
  agent: { name: string; workspace: { name: string } };
}

/** What can be written in by name, as far as it is known: an empty one would leave a hole in the text. */
export function replyVariables({ contact, conversation, agent }: Known): ReplyVariable[] {
  const name = contact?.name ?? conversation.contact.name;
  const all: [string, string, unknown][] = [
    ["contact.firstName", "their first name", contact?.firstName ?? name?.split(" ")[0]],
    ["contact.lastName", "their last name", contact?.lastName],
    ["contact.name", "their name", name],
    ["contact.tier", "their tier", contact?.tier],
    ["agent.firstName", "your first name", agent.name.split(" ")[0]],
    ["agent.name", "your name", agent.name],
    ["workspace.name", "who you are", agent.workspace.name],
    ["conversation.subject", "the subject", conversation.subject],
    ...open("contact.attributes", contact?.attributes),
    ...open("conversation.attributes", conversation.attributes),
    ...open("conversation.memory", conversation.memory),
  ];
  return all.flatMap(([path, label, value]) =>
    (typeof value === "string" && value !== "") || typeof value === "number"
      ? [{ path, label, value: String(value) }]
      : [],
  );
}

function open(space: string, values: Record<string, unknown> = {}): [string, string, unknown][] {
  return Object.entries(values).map(([name, value]) => [
    `${space}.${name}`,
    name.replaceAll("_", " "),
    value,
  ]);
}

/** What of a variable's name stands at the end of the text; null where none is begun. */
export function variableBegun(text: string): string | null {
  return /\{\{\s*([\w.]*)$/.exec(text)?.[1] ?? null;
}

/** The text with the variable that was begun at its end written out. */
export function writeVariable(text: string, value: string): string {
  return text.replace(/\{\{\s*[\w.]*$/, () => value);
}
