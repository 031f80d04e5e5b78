import { uuidv7 } from "uuidv7";
import { conditionSchema } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";
import {
  type FollowedConversation,
  followConversation,
  type TargetClock,
} from "#core/sla/follow-conversation.ts";
import { replanClock, stopClock } from "#core/sla/sla-clock.ts";
import type { AppliedSlaPolicy, Conversation, SlaClock } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { conditionLookup } from "#server/conversations/condition-lookup.ts";
import type { Transaction } from "#server/platform/database.ts";
import { type Policy, type ReadPolicy, readPolicy, withHours } from "#server/sla/policy-promise.ts";
import { saveClocks } from "#server/sla/save-clocks.ts";

export interface Follow {
  at: Date;
  /** How the conversation stood before what is followed now, where that is known. */
  before?: FollowedConversation;
  /** Who ended the customer's wait, where it was just ended. */
  repliedBy?: "human" | "bot";
}

/**
 * Brings the clocks of a conversation to where they must stand: of the policy whose condition fits, and of those
 * that a journey started. For who holds the conversation; called again it changes nothing.
 */
export async function followSla(
  tx: Transaction,
  actor: Actor,
  conversationId: string,
  follow: Follow,
): Promise<void> {
  const policies = await tx.slaPolicy.findMany({
    include: withHours,
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  if (policies.length === 0) return;
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const applied = await applyFitting(tx, conversation, policies, follow.at);
  for (const each of applied) {
    const policy = policies.find(({ id }) => id === each.policyId);
    if (policy) await followPolicy(tx, actor, conversation, { policy, applied: each, follow });
  }
}

async function followPolicy(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { policy, applied, follow }: { policy: Policy; applied: AppliedSlaPolicy; follow: Follow },
): Promise<void> {
  const { at, before, repliedBy } = follow;
  const kept = await tx.slaClock.findMany({
    where: { conversationId: conversation.id, policyId: policy.id },
    orderBy: { cycle: "asc" },
  });
  const read = readPolicy(policy);
  const { promise, time } = read;
  const common = {
    promise,
    time,
    at,
    paused: applied.pausedAt !== null,
    stopped: applied.stoppedAt !== null,
  };
  const known = kept.map((clock) => planned(clock, policy, read, at));
  // A wait that was answered before anybody had looked at it is timed all the same.
  const earlier = before ? followConversation({ ...common, conversation: before, clocks: known }) : known;
  const clocks = followConversation({
    ...common,
    conversation,
    clocks: earlier,
    ...(repliedBy && { repliedBy }),
  });
  await saveClocks(tx, { actor, conversation, policy, read, at }, kept, clocks);
}

/** A clock as the policy promises now, where it was planned by an earlier revision of it. */
function planned(kept: SlaClock, { revision }: Policy, { promise, time }: ReadPolicy, at: Date): TargetClock {
  const { id: _, workspaceId: __, conversationId: ___, policyId: ____, policyRevision, ...clock } = kept;
  if (policyRevision === revision || clock.endedAt) return clock;
  const allowed = promise.allowed[clock.target];
  const next = allowed === undefined ? stopClock(clock, at, time) : replanClock(clock, allowed, at, time);
  return { ...clock, ...next };
}

/**
 * The policies that hold, or held, for a conversation. The first whose condition fits is its own; where that is one
 * it never had, it takes the place of the one before. One that was left is not gone back to, so that nothing flaps.
 */
async function applyFitting(
  tx: Transaction,
  conversation: Conversation,
  policies: Policy[],
  at: Date,
): Promise<AppliedSlaPolicy[]> {
  const { id: conversationId, workspaceId } = conversation;
  const applied = await tx.appliedSlaPolicy.findMany({ where: { conversationId } });
  if (!conversation.firstInboundAt || conversation.status === "spam") return applied;
  const fitting = await findFitting(tx, conversation, policies, at);
  if (!fitting || applied.some(({ policyId }) => policyId === fitting.id)) return applied;
  const isLeft = ({ runId, stoppedAt }: AppliedSlaPolicy) => runId === null && stoppedAt === null;
  const left = applied.filter(isLeft).map(({ id }) => id);
  if (left.length > 0) {
    await tx.appliedSlaPolicy.updateMany({ where: { id: { in: left } }, data: { stoppedAt: at } });
  }
  const row = await tx.appliedSlaPolicy.create({
    data: { id: uuidv7(), workspaceId, conversationId, policyId: fitting.id, appliedAt: at },
  });
  return [...applied.map((each) => (left.includes(each.id) ? { ...each, stoppedAt: at } : each)), row];
}

async function findFitting(
  tx: Transaction,
  conversation: Conversation,
  policies: Policy[],
  at: Date,
): Promise<Policy | undefined> {
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: conversation.contactId } });
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: conversation.workspaceId } });
  const lookup = conditionLookup(conversation, contact);
  return policies.find(({ archivedAt, when }) => {
    const condition = conditionSchema.safeParse(when);
    if (archivedAt || !condition.success) return false;
    return evaluate(condition.data, lookup, at.getTime(), workspace.timezone);
  });
}

/** The customer wrote: the clocks of their conversation begin. Costs one look where no policy is set up. */
export async function followInbound(tx: Transaction, actor: Actor, conversationId: string): Promise<void> {
  if ((await tx.slaPolicy.findFirst({ select: { id: true } })) === null) return;
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  await followSla(tx, actor, conversationId, { at: new Date() });
}
