import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import type { Purpose } from "#core/journey/effect.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { journeyOf } from "#server/conversations/message-author.ts";
import type { Transaction } from "#server/platform/database.ts";
import { countForBreaker } from "#server/sending/journey-pulse.ts";

export interface OptOut {
  actor: Actor;
  word: "stop" | "start";
  channel: Channel;
  identityId: string;
  contactId: string;
  conversationId: string;
  messageId: string;
  wording: string;
  at: Date;
}

/** Milliseconds after a message in which an opt-out counts as its doing. */
const BLAMED_FOR = 3 * 86_400_000;

const STOPPED: Purpose[] = ["care", "marketing"];

/**
 * STOP denies care and marketing on this channel for this address, with the message as proof; what is transactional
 * goes on. START lifts exactly what STOP had denied: it gives no marketing consent that was not there before.
 */
export async function applyOptOutWord(tx: Transaction, optOut: OptOut): Promise<void> {
  for (const purpose of STOPPED) await apply(tx, optOut, purpose);
  if (optOut.word === "stop") await blameJourney(tx, optOut);
}

/** Whoever opts out does so after the last that was said to them; many such trip that journey's breaker. */
async function blameJourney(tx: Transaction, { actor, conversationId, at }: OptOut): Promise<void> {
  const last = await tx.message.findFirst({
    where: { conversationId, direction: "out", status: { notIn: ["failed", "suppressed"] } },
    orderBy: { position: "desc" },
  });
  if (!last || at.getTime() - last.at.getTime() > BLAMED_FOR) return;
  countForBreaker(actor.workspaceId, journeyOf(last), "optOuts");
}

async function apply(tx: Transaction, optOut: OptOut, purpose: Purpose): Promise<void> {
  const { actor, word, channel, identityId, contactId, at } = optOut;
  const { workspaceId } = actor;
  const key = { workspaceId, identityId, channel, purpose };
  const known = await tx.consent.findUnique({ where: { workspaceId_identityId_channel_purpose: key } });
  if (word === "start" && known?.source !== "stop_word") return;
  const state = word === "stop" ? "denied" : await stateBeforeStop(tx, known?.id ?? "", purpose);
  const source = word === "stop" ? "stop_word" : "start_word";
  const values = { state, source, isLocked: word === "stop", since: at } as const;
  const consent = await tx.consent.upsert({
    where: { workspaceId_identityId_channel_purpose: key },
    create: { id: uuidv7(), ...key, contactId, ...values },
    update: values,
  });
  await tx.consentChange.create({
    data: {
      id: uuidv7(),
      workspaceId,
      consentId: consent.id,
      state,
      source,
      proof: { messageId: optOut.messageId, wording: optOut.wording.slice(0, 200) },
      actorKind: actor.kind,
      at,
    },
  });
  await appendEvent(tx, {
    type: "consent.changed",
    actor,
    byCustomer: true,
    occurredAt: at,
    conversationId: optOut.conversationId,
    messageId: optOut.messageId,
    contactId,
    channel,
    data: { identityId, purpose, state, source },
  });
}

async function stateBeforeStop(
  tx: Transaction,
  consentId: string,
  purpose: Purpose,
): Promise<"granted" | "denied"> {
  const before = await tx.consentChange.findFirst({
    where: { consentId, source: { not: "stop_word" } },
    orderBy: { at: "desc" },
  });
  return before?.state ?? (purpose === "care" ? "granted" : "denied");
}
