import type { Json } from "#core/json.ts";
import type { Contact, Conversation } from "#prisma/generated/client.ts";

type Facts = { [key: string]: Json | undefined | Facts };

/** What a condition about a conversation can ask for, outside of any run: routing rules and SLA policies. */
export function conditionLookup(conversation: Conversation, contact: Contact): (field: string) => unknown {
  const facts = factsOf(conversation, contact);
  return (field) => valueAt(facts, field);
}

function factsOf(conversation: Conversation, contact: Contact): Facts {
  return {
    contact: {
      locale: contact.locale,
      timezone: contact.timezone,
      tier: contact.tier,
      tags: contact.tags,
      attributes: contact.attributes as Facts,
    },
    conversation: {
      status: conversation.status,
      channel: conversation.channel,
      startedChannel: conversation.startedChannel,
      priority: conversation.priority,
      intent: conversation.intentKey,
      sentiment: conversation.sentimentNow,
      language: conversation.language,
      startedAt: conversation.createdAt.toISOString(),
      tags: conversation.tags,
      attributes: conversation.attributes as Facts,
      memory: conversation.memory as Facts,
    },
  };
}

function valueAt(facts: Facts, field: string): unknown {
  let value: unknown = facts;
  for (const part of field.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
