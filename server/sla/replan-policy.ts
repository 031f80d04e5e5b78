import { systemActor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { armDeadline } from "#server/relay/arm-deadline.ts";
import { followSla } from "#server/sla/follow-sla.ts";

const PAGE = 50;
/** Shorter than a deadline's lease: what is left is taken up by a deadline of its own. */
const LONGEST = 10_000;

/** What the clocks of these policies follow has changed: promises to plan those that run anew, in the caller's transaction. */
export async function policiesChanged(
  tx: Transaction,
  workspaceId: string,
  policyIds: string[],
): Promise<void> {
  await tx.slaPolicy.updateMany({
    where: { id: { in: policyIds } },
    data: { revision: { increment: 1 } },
  });
  for (const id of policyIds) await armReplan(tx, workspaceId, id);
}

function armReplan(tx: Transaction, workspaceId: string, policyId: string): Promise<void> {
  const key = `slaReplan:${policyId}`;
  return armDeadline(tx, { workspaceId, kind: "slaReplan", key, dueAt: new Date(), subjectId: policyId });
}

/** Plans the open clocks of a policy that an earlier revision of it planned. Done again it changes nothing. */
export async function replanPolicy(workspaceId: string, policyId: string): Promise<void> {
  const actor = systemActor(workspaceId, "sla");
  const until = Date.now() + LONGEST;
  for (;;) {
    const conversations = await transact(actor, (tx) => findStale(tx, policyId));
    if (conversations.length === 0) return;
    for (const conversationId of conversations) {
      await transact(actor, async (tx) => {
        await lockConversation(tx, actor, conversationId);
        await followSla(tx, actor, conversationId, { at: new Date() });
      });
    }
    if (Date.now() > until) return transact(actor, (tx) => armReplan(tx, workspaceId, policyId));
  }
}

async function findStale(tx: Transaction, policyId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c.conversation_id AS id
    FROM sla_clocks c JOIN sla_policies p ON p.id = c.policy_id
    WHERE c.policy_id = ${policyId}::uuid AND c.ended_at IS NULL AND c.policy_revision < p.revision
    LIMIT ${PAGE}`;
  return rows.map(({ id }) => id);
}
