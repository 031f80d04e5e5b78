import { uuidv7 } from "uuidv7";
import { channelDefinitions } from "#channels/definitions.ts";
import { type OptOutWord, optOutWordOf } from "#core/conversation/opt-out-words.ts";
import type { JsonObject } from "#core/json.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { followEvents } from "#server/audiences/follow-events.ts";
import { applyOptOutWord } from "#server/contacts/apply-opt-out-word.ts";
import { findPlace } from "#server/conversations/find-place.ts";
import { findSpeaker } from "#server/conversations/find-speaker.ts";
import type { InboundMessage, ReceivedMessage } from "#server/conversations/inbound-message.ts";
import { inboundRows } from "#server/conversations/inbound-rows.ts";
import { type Row, writeRows } from "#server/conversations/write-rows.ts";
import { type LoggedEvent, tellOfEvents } from "#server/journeys/tell-runs.ts";
import { tellTriggers } from "#server/journeys/tell-triggers.ts";
import { endFollowUps } from "#server/library/follow-ups.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";

const ATTEMPTS = 4;

/**
 * Stores a message from outside with all that follows from it, in one transaction: delivery, contact,
 * conversation, session, message, events, and the outbox entry that the relay takes. The same message again,
 * also at the same moment, changes nothing and answers with the first one's ids.
 */
export async function receiveMessage(inbound: InboundMessage): Promise<ReceivedMessage> {
  const actor = systemActor(inbound.workspaceId, "receive");
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(actor, (tx) => store(tx, actor, inbound));
    } catch (error) {
      // Somebody made the same row since we looked: on the next look it is there.
      if (attempt === ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}

async function store(tx: Transaction, actor: SystemActor, inbound: InboundMessage): Promise<ReceivedMessage> {
  const speaker = await findSpeaker(tx, inbound);
  if (speaker.known) return { duplicate: true, ...speaker.known };
  const place = await findPlace(tx, inbound, speaker.contactId, speaker.identityId);
  const word = wordOf(inbound);
  const rows = inboundRows({ actor, inbound, speaker, place, word, newId: uuidv7 });
  await writeRows(tx, rows.rows);
  if (!place.isBlocked) {
    const logged = (rows.rows.events ?? []).map(loggedEvent);
    await tellOfEvents(tx, logged);
    await tellTriggers(tx, logged);
    await followEvents(tx, logged);
  }
  const { conversationId, messageId, identityId, contactId } = rows;
  if (place.latest && !place.isBlocked) await endFollowUps(tx, actor, { conversationId });
  if (word === "stop" || word === "start") {
    const { channel, receivedAt: at, text: wording } = inbound;
    await applyOptOutWord(tx, {
      actor,
      word,
      channel,
      identityId,
      contactId,
      conversationId,
      messageId,
      wording,
      at,
    });
  }
  return { duplicate: false, conversationId, messageId };
}

function loggedEvent({ id, type, workspace_id, contact_id, conversation_id, data }: Row): LoggedEvent {
  return {
    id: String(id),
    type: String(type),
    workspaceId: String(workspace_id),
    contactId: String(contact_id),
    conversationId: String(conversation_id),
    data: data as JsonObject,
  };
}

function wordOf({ channel, text }: InboundMessage): OptOutWord | null {
  return channelDefinitions[channel].optOutWords ? optOutWordOf(text) : null;
}
