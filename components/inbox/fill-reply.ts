import type { QueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Contact } from "#core/api/contacts.ts";
import type { Conversation } from "#core/api/conversations.ts";

interface ReplySetting {
  conversation: Conversation;
  agent: { name: string; workspace: { name: string } };
}

/** A canned reply with its variables filled in. What cannot be rendered stays as it is, for the agent to see. */
export async function fillReply(client: QueryClient, text: string, setting: ReplySetting): Promise<string> {
  if (!/\{[{%]/.test(text)) return text;
  const { conversation, agent } = setting;
  const contact = await readContact(client, conversation);
  // Liquid is only loaded by those who use it.
  const { renderTemplate } = await import("#core/templates/render-template.ts");
  const scope = {
    contact,
    conversation,
    agent: { name: agent.name, firstName: firstWord(agent.name) },
    workspace: { name: agent.workspace.name },
    now: Date.now(),
  };
  try {
    return renderTemplate(text, scope, { locale: "locale" in contact ? contact.locale : null });
  } catch {
    return text;
  }
}

/** Those who may not open contacts still see a name in the conversation. */
async function readContact(client: QueryClient, { contact }: Conversation) {
  try {
    const known = await client.fetchQuery({
      queryKey: queryKeys.resource("contacts", contact.id),
      queryFn: () => api.get<Contact>(`/contacts/${contact.id}`),
      staleTime: 60_000,
    });
    return { ...known, firstName: known.firstName ?? firstWord(known.name) };
  } catch {
    return { name: contact.name, firstName: firstWord(contact.name) };
  }
}

const firstWord = (name: string | null) => name?.split(" ")[0] ?? null;
