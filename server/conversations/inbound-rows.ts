import { EventRows } from "#server/conversations/event-rows.ts";
import { addContact } from "#server/conversations/inbound-contact-rows.ts";
import type { InboundContext } from "#server/conversations/inbound-context.ts";
import {
  changedConversation,
  lifecycleChange,
  newConversation,
  reassignment,
} from "#server/conversations/inbound-conversation-rows.ts";
import { addSession } from "#server/conversations/inbound-session-rows.ts";
import type { Row, RowsToWrite } from "#server/conversations/write-rows.ts";
import { seal } from "#server/platform/secrets.ts";

export interface InboundResult {
  rows: RowsToWrite;
  conversationId: string;
  messageId: string;
  identityId: string;
  contactId: string;
}

/** Everything that one inbound message writes, decided without touching the database. */
export function inboundRows(input: InboundContext): InboundResult {
  const { inbound, speaker, place, newId, word } = input;
  const base = { workspace_id: inbound.workspaceId };
  const now = inbound.receivedAt.toISOString();
  const contactId = speaker.contactId ?? newId();
  const identityId = speaker.identityId ?? newId();
  const conversationId = place.latest?.id ?? newId();
  const messageId = newId();
  const isTest = place.latest?.isTest ?? inbound.isTest ?? false;
  const change = lifecycleChange(place.latest, inbound.receivedAt, word, place.isBlocked);
  const events = new EventRows(input, { conversationId, contactId, isTest });
  const rows: RowsToWrite = { changed: {} };

  if (!speaker.contactId) addContact(rows, input, { contactId, identityId, isTest }, events);
  const position = (place.latest?.lastPosition ?? 0) + 1;
  if (place.latest) {
    rows.changed = { conversations: [changedConversation(place.latest, change, inbound, position, word)] };
    rows.assignments = reassignment(place.latest, change, base, conversationId, now, newId);
  } else {
    rows.conversations = [newConversation(input, { conversationId, contactId, change, position, isTest })];
    rows.participants = [
      {
        ...base,
        id: newId(),
        conversation_id: conversationId,
        kind: "customer",
        contact_id: contactId,
        identity_id: identityId,
        speaks_for_id: speaker.aboutContactId,
        joined_at: now,
      },
    ];
    const previous = place.place.kind === "open" ? place.place.previousConversationId : null;
    events.add("conversation.opened", {
      by: "customer",
      quiet: word !== null,
      ...(previous && { previousConversationId: previous }),
    });
  }
  const sessionId = addSession(rows, input, { conversationId, identityId }, events);
  for (const event of change.events) events.add(event.type, event.data);
  const opensWait = change.patch.waitingSince instanceof Date;
  const first = !place.latest?.lifecycle.firstInboundAt;
  events.add(
    "message.received",
    { opensWait, first, attachments: inbound.attachments.length },
    sessionId,
    messageId,
  );

  rows.messages = [
    {
      ...base,
      id: messageId,
      conversation_id: conversationId,
      session_id: sessionId,
      position,
      channel: inbound.channel,
      channel_account_id: inbound.channelAccountId,
      identity_id: identityId,
      direction: "in",
      author_kind: "customer",
      author_id: contactId,
      text: inbound.text,
      content: word ? { optOutWord: word } : {},
      status: "received",
      answers: false,
      external_id: inbound.externalId,
      client_key: inbound.clientKey ?? null,
      at: (inbound.at ?? inbound.receivedAt).toISOString(),
      created_at: now,
    },
  ];
  rows.attachments = inbound.attachments.map((attachment) => ({
    ...base,
    id: newId(),
    message_id: messageId,
    name: attachment.name,
    content_type: attachment.contentType,
    size: attachment.size,
    source_url: attachment.url,
    created_at: now,
  }));
  rows.deliveries = deliveryRows(input, contactId);
  rows.events = events.rows;
  // Nobody is asked to take what a blocked contact writes.
  if (place.isBlocked) return { rows, conversationId, messageId, identityId, contactId };
  rows.outbox = [
    {
      ...base,
      id: newId(),
      topic: "message.received",
      ordering_key: conversationId,
      payload: { workspaceId: inbound.workspaceId, conversationId, messageId, optOutWord: word },
      status: "pending",
      attempts: 0,
      available_at: now,
      created_at: now,
    },
  ];
  return { rows, conversationId, messageId, identityId, contactId };
}

function deliveryRows({ inbound, newId }: InboundContext, contactId: string): Row[] {
  const { delivery, workspaceId, channelAccountId, receivedAt } = inbound;
  if (!delivery) return [];
  const id = newId();
  return [
    {
      id,
      workspace_id: workspaceId,
      channel_account_id: channelAccountId,
      external_key: delivery.externalKey,
      headers: delivery.headers,
      body_encrypted: `\\x${Buffer.from(seal(delivery.body, `delivery:${id}`)).toString("hex")}`,
      body_size: delivery.body.byteLength,
      contact_id: contactId,
      outcome: "processed",
      received_at: receivedAt.toISOString(),
      processed_at: receivedAt.toISOString(),
    },
  ];
}
