import { uuidv7 } from "uuidv7";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { JsonObject } from "#core/json.ts";
import type { Conversation, Offer } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

interface NewOffer {
  userId: string;
  decisionId: string;
  runId: string | null;
  /** ISO 8601 duration. */
  timeout: string;
}

/** Offers a conversation to somebody, with the deadline at which the offer runs out. */
export async function makeOffer(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { userId, decisionId, runId, timeout }: NewOffer,
): Promise<void> {
  const { id: conversationId, workspaceId } = conversation;
  const id = uuidv7();
  const offeredAt = new Date();
  const expiresAt = new Date(offeredAt.getTime() + durationToMilliseconds(timeout));
  const about = { workspaceId, conversationId };
  await tx.offer.create({ data: { id, ...about, userId, decisionId, runId, offeredAt, expiresAt } });
  await tx.deadline.create({
    data: { id: uuidv7(), ...about, kind: "offer", key: deadlineKey(id), subjectId: id, dueAt: expiresAt },
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "offer.made",
    actor,
    occurredAt: offeredAt,
    userId,
    runId,
    data: { offerId: id, expiresAt: expiresAt.toISOString() },
  });
}

/** The offer that waits for its answer; a conversation has one at most. */
export function findOpenOffer(tx: Transaction, conversationId: string): Promise<Offer | null> {
  return tx.offer.findFirst({ where: { conversationId, outcome: null } });
}

/** Writes how an offer came out, and disarms its deadline. */
export async function closeOffer(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { id, userId, runId, offeredAt }: Offer,
  outcome: "accepted" | "declined" | "expired" | "withdrawn",
): Promise<void> {
  const answeredAt = new Date();
  await tx.offer.update({ where: { id }, data: { outcome, answeredAt } });
  await tx.deadline.updateMany({
    where: { key: deadlineKey(id), status: "pending" },
    data: { status: "cancelled" },
  });
  if (outcome === "withdrawn") return;
  const data: JsonObject = { offerId: id };
  if (outcome === "accepted") data.waited = answeredAt.getTime() - offeredAt.getTime();
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: `offer.${outcome}`,
    actor,
    occurredAt: answeredAt,
    userId,
    runId,
    data,
  });
}

/** Takes back the offer of a conversation that somebody has now, or that nobody is to have any more. */
export async function withdrawOffer(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
): Promise<boolean> {
  const offer = await findOpenOffer(tx, conversation.id);
  if (offer) await closeOffer(tx, actor, conversation, offer, "withdrawn");
  return offer !== null;
}

function deadlineKey(offerId: string): string {
  return `offer:${offerId}`;
}
