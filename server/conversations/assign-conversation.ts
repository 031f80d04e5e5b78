import { afterAssign, afterRelease } from "#core/conversation/lifecycle.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { nameOf, tellColleagues } from "#server/collaboration/tell-colleagues.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { holdRuns, releaseRuns } from "#server/journeys/hold-runs.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";
import { findAwaitingRuns } from "#server/routing/answer-runs.ts";
import { findHandedOverRuns, returnRuns } from "#server/routing/return-runs.ts";

export interface Assign {
  conversationId: string;
  /** A user's id or e-mail; null takes it from whoever has it; absent leaves it. */
  assignee?: string | null;
  /** A team's id or key; null for none; absent leaves it. */
  team?: string | null;
  note?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Gives a conversation to somebody, by hand. Given to a person, the journeys that speak in it are held; taken from
 * one, they go on.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function assignConversation(actor: Actor, assign: Assign): Promise<void> {
  authorize(actor, "conversations.assign");
  await transact(actor, async (tx) => {
    const before = await lockConversation(tx, actor, assign.conversationId);
    await giveConversation(tx, actor, before, assign);
    const now = await tx.conversation.findUniqueOrThrow({ where: { id: before.id } });
    if (!now.assigneeId || now.assigneeId === before.assigneeId) return;
    const text = `${await nameOf(tx, actor)} gave you a conversation${assign.note ? `: ${assign.note}` : ""}`;
    await tellColleagues(tx, actor, now, [now.assigneeId], { kind: "assignment", text });
  });
}

/** Gives a conversation that is held fast to somebody, and tells nobody. */
export async function giveConversation(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  assign: Omit<Assign, "conversationId">,
): Promise<void> {
  const to = {
    userId: assign.assignee === undefined ? conversation.assigneeId : await userId(tx, assign.assignee),
    teamId: assign.team === undefined ? conversation.teamId : await teamId(tx, assign.team),
  };
  const at = new Date();
  if (to.userId !== conversation.assigneeId) await changeHandler(tx, actor, conversation, to.userId);
  const reason = actor.kind === "apiKey" ? "api" : conversation.assigneeId ? "transfer" : "manual";
  await changeHands(tx, actor, conversation, { to, reason, at, ...(assign.note && { note: assign.note }) });
}

async function changeHandler(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  toUserId: string | null,
): Promise<void> {
  const now = readLifecycle(conversation);
  const about = { workspaceId: conversation.workspaceId, conversationId: conversation.id };
  if (toUserId) {
    await applyChange(tx, actor, conversation, afterAssign(now, { userId: toUserId, runSpeaks: false }));
    const asked = await findAwaitingRuns(tx, conversation.id);
    await holdRuns(tx, about, [...asked, ...(await findHandedOverRuns(tx, conversation.id))]);
    return;
  }
  const runSpeaks = await hasRun(tx, conversation.id);
  await applyChange(tx, actor, conversation, afterRelease(now, { runSpeaks }));
  await releaseRuns(tx, about);
  await returnRuns(tx, actor, conversation, "release");
  if (!runSpeaks) await promisePlace(tx, conversation);
}

/** Whether a journey waits to speak on, once the person lets go. */
export async function hasRun(tx: Transaction, conversationId: string): Promise<boolean> {
  const count = await tx.run.count({
    where: { conversationId, endedAt: null, status: { in: ["running", "waiting", "held"] } },
  });
  return count > 0;
}

async function userId(tx: Transaction, named: string | null): Promise<string | null> {
  if (named === null) return null;
  const by = UUID.test(named) ? { id: named } : { email: named.toLowerCase() };
  const user = await tx.user.findFirst({ where: { ...by, deactivatedAt: null } });
  if (!user) throw new AppError("invalid_input", "assignee: there is no such user");
  return user.id;
}

async function teamId(tx: Transaction, named: string | null): Promise<string | null> {
  if (named === null) return null;
  const by = UUID.test(named) ? { id: named } : { key: named };
  const team = await tx.team.findFirst({ where: { ...by, archivedAt: null } });
  if (!team) throw new AppError("invalid_input", "team: there is no such team");
  return team.id;
}
