import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { followSla } from "#server/sla/follow-sla.ts";

export interface SteerSla {
  conversationId: string;
  /** The policy's key. */
  policy: string;
  action: "start" | "pause" | "resume" | "stop";
  runId: string;
}

/**
 * Starts, pauses, resumes or stops a policy for a conversation, whatever its condition says. Done again it changes
 * nothing. Answers whether a promise of the policy is broken by now: of the present wait, or of the latest one.
 * @throws AppError invalid_input where there is no such policy
 */
export async function steerSla(actor: Actor, steer: SteerSla): Promise<{ breached: boolean }> {
  authorize(actor, "conversations.manage");
  return transact(actor, async (tx) => {
    const { id: conversationId } = await lockConversation(tx, actor, steer.conversationId);
    const policy = await tx.slaPolicy.findFirst({ where: { key: steer.policy, archivedAt: null } });
    if (!policy) throw new AppError("invalid_input", `There is no SLA policy ${steer.policy}`);
    const at = new Date();
    await change(tx, actor, { ...steer, conversationId, policyId: policy.id, at });
    await followSla(tx, actor, conversationId, { at });
    const clocks = await tx.slaClock.findMany({
      where: { conversationId, policyId: policy.id },
      orderBy: { cycle: "asc" },
      select: { target: true, status: true },
    });
    const latest = new Map(clocks.map(({ target, status }) => [target, status]));
    return { breached: [...latest.values()].includes("missed") };
  });
}

async function change(
  tx: Transaction,
  { workspaceId }: Actor,
  { conversationId, policyId, action, runId, at }: SteerSla & { policyId: string; at: Date },
): Promise<void> {
  const where = { conversationId_policyId: { conversationId, policyId } };
  if (action === "start") {
    const create = { id: uuidv7(), workspaceId, conversationId, policyId, runId, appliedAt: at };
    await tx.appliedSlaPolicy.upsert({ where, create, update: { pausedAt: null, stoppedAt: null } });
    return;
  }
  const data = { pause: { pausedAt: at }, resume: { pausedAt: null }, stop: { stoppedAt: at } }[action];
  const holds = { conversationId, policyId, stoppedAt: null };
  await tx.appliedSlaPolicy.updateMany({
    where: action === "pause" ? { ...holds, pausedAt: null } : holds,
    data,
  });
}
