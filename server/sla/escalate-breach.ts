import type { EscalationStep } from "#core/api/sla.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import type { SlaTarget } from "#core/sla/follow-conversation.ts";
import type { Conversation, SlaClock } from "#prisma/generated/client.ts";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { storeEvent } from "#server/contacts/report-event.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { claimTelling } from "#server/relay/arm-deadline.ts";
import { stepOf } from "#server/sla/arm-clock.ts";
import { type Policy, readPolicy, withHours } from "#server/sla/policy-promise.ts";
import { dataOf } from "#server/sla/save-clocks.ts";

interface DueStep {
  conversationId: string;
  clockId: string;
  /** The deadline's own key and time. */
  key: string;
  dueAt: Date;
}

interface Broken {
  conversation: Conversation;
  clock: SlaClock;
  policy: Policy;
  step: EscalationStep;
}

/**
 * Takes one step of the chain of a promise that is still broken. What it does may be done again with the same result;
 * who is told, and the line in the log, are written once.
 */
export async function escalateBreach(workspaceId: string, due: DueStep): Promise<void> {
  const actor = systemActor(workspaceId, "sla");
  const broken = await transact(actor, (tx) => findBroken(tx, actor, due));
  if (!broken) return;
  await act(actor, broken, due.key);
  await transact(actor, async (tx) => {
    const still = await findBroken(tx, actor, due);
    if (!still || !(await claimTelling(tx, due.key, due.dueAt))) return;
    await tell(tx, still);
    const { conversation, clock, policy, step } = still;
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "sla.escalated" satisfies EventType,
      actor,
      occurredAt: due.dueAt,
      data: { ...dataOf(clock, policy), step: stepOf(due.key) + 1, do: step.do },
    });
  });
}

/** What is broken, where it still is; nothing once somebody has answered. */
async function findBroken(
  tx: Transaction,
  actor: Actor,
  { conversationId, clockId, key }: DueStep,
): Promise<Broken | null> {
  const conversation = await lockConversation(tx, actor, conversationId);
  const row = await tx.slaClock.findUnique({
    where: { id: clockId },
    include: { policy: { include: withHours } },
  });
  if (row?.status !== "missed" || row.endedAt) return null;
  const { policy, ...clock } = row;
  const step = readPolicy(policy).escalation[stepOf(key)];
  return step ? { conversation, clock, policy, step } : null;
}

async function act(actor: Actor, { conversation, clock, policy, step }: Broken, key: string): Promise<void> {
  const { id: conversationId, contactId } = conversation;
  if (step.do === "assign") {
    const { assignee, team } = step;
    await assignConversation(actor, {
      conversationId,
      ...(assignee !== undefined && { assignee }),
      ...(team !== undefined && { team }),
      note: breachWords(clock, policy),
    });
  }
  if (step.do === "priority" && conversation.priority !== step.priority) {
    await updateConversation(actor, conversationId, { priority: step.priority });
  }
  if (step.do === "event") {
    await storeEvent(actor, {
      source: "api",
      name: step.name,
      contact: { id: contactId },
      properties: { conversationId, policy: policy.key, target: clock.target },
      occurredAt: new Date(),
      idempotencyKey: key,
    });
  }
}

async function tell(tx: Transaction, { conversation, clock, policy, step }: Broken): Promise<void> {
  if (step.do !== "notify") return;
  const { workspaceId, id: conversationId, contactId } = conversation;
  const people = await findRecipients(tx, step.to, conversation);
  await tellPeople(tx, {
    workspaceId,
    conversationId,
    contactId,
    userIds: people.map(({ id }) => id),
    kind: "escalation",
    text: breachWords(clock, policy),
  });
}

const TARGET_WORDS: Record<SlaTarget, string> = {
  firstResponse: "The first response",
  nextResponse: "The next response",
  resolution: "The resolution",
};

function breachWords({ target }: SlaClock, { name }: Policy): string {
  return `${TARGET_WORDS[target]} that “${name}” promises is overdue.`;
}
