import { afterClaim, handledBy } from "#core/conversation/lifecycle.ts";
import type { Conversation, Offer } from "#prisma/generated/client.ts";
import type { Actor, UserActor } from "#server/access/actor.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { joinAs } from "#server/conversations/join-as.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { holdRuns } from "#server/journeys/hold-runs.ts";
import type { Transaction } from "#server/platform/database.ts";
import { findAwaitingRuns } from "#server/routing/answer-runs.ts";
import { closeOffer, findOpenOffer } from "#server/routing/offers.ts";
import { findHandedOverRuns } from "#server/routing/return-runs.ts";

/**
 * A person answers: one that is nobody's becomes theirs, one that is a colleague's stays so, and the journeys
 * that speak in it are held as each one says.
 */
export async function takeOver(tx: Transaction, actor: Actor, conversation: Conversation): Promise<void> {
  if (actor.kind === "user" && !conversation.assigneeId) return claim(tx, actor, conversation);
  await applyChange(tx, actor, conversation, handledBy(readLifecycle(conversation), "human"));
  if (actor.kind === "user") await joinAs(tx, actor, conversation);
  const handedOver = await findHandedOverRuns(tx, conversation.id);
  await holdRuns(tx, { workspaceId: conversation.workspaceId, conversationId: conversation.id }, handedOver);
}

/**
 * Makes a conversation this person's own, whoever had it; where it is offered to them they accept. A journey that
 * asked for somebody is answered by it and goes on; others are held.
 */
export async function claim(tx: Transaction, actor: UserActor, conversation: Conversation): Promise<void> {
  const at = new Date();
  const offer = await findOpenOffer(tx, conversation.id);
  const accepts = offer?.userId === actor.userId;
  if (accepts) await closeOffer(tx, actor, conversation, offer, "accepted");
  const asked = [
    ...(await findAwaitingRuns(tx, conversation.id)),
    ...(await findHandedOverRuns(tx, conversation.id)),
  ];
  const { id: conversationId, workspaceId, teamId } = conversation;
  const change = afterClaim(readLifecycle(conversation), actor.userId);
  await applyChange(tx, actor, conversation, change, { event: { userId: actor.userId }, at });
  const to = { userId: actor.userId, teamId };
  const by = { reason: accepts ? "offer" : "claim", ...(accepts && idsOf(offer)) } as const;
  await changeHands(tx, actor, conversation, { to, at, ...by });
  await joinAs(tx, actor, conversation);
  await holdRuns(tx, { workspaceId, conversationId }, asked);
}

function idsOf({ decisionId, runId }: Offer) {
  return { ...(decisionId && { decisionId }), ...(runId && { runId }) };
}
