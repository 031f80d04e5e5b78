import { addDuration } from "#core/duration/add-duration.ts";
import { systemActor } from "#server/access/actor.ts";
import { armSilence } from "#server/conversations/arm-silence.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import type { DeadlineClaim } from "#server/platform/cross-workspace.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { startJourneys } from "#server/relay/start-journeys.ts";
import { conversationTrigger } from "#server/relay/take-conversation-change.ts";

/** Statuses of a conversation in which nobody expects anybody to say anything. */
const OVER = new Set(["resolved", "spam"]);

/**
 * A conversation may have been silent for as long as a journey waits for: starts it, once for each silence. Looks
 * again, since a message may have come meanwhile and the journey may have been published with another time.
 */
export async function takeSilence({
  workspaceId,
  conversationId,
  subjectId: journeyId,
  payload,
}: DeadlineClaim): Promise<void> {
  const { nodeId } = payload as { nodeId?: string };
  if (!conversationId || !journeyId || nodeId === undefined) return;
  const silence = await transact(systemActor(workspaceId, "deadlines"), (tx) =>
    readSilence(tx, workspaceId, { conversationId, journeyId, nodeId }),
  );
  if (!silence) return;
  const { contactId, messageId } = silence;
  await startJourneys(workspaceId, {
    ...{ contactId, conversationId, triggerEventId: null, among: [journeyId] },
    keyFor: (node, { holds }) => {
      if (node.id !== nodeId) return null;
      return holds(conversationTrigger(node)?.when) ? `${nodeId}:${messageId}` : null;
    },
  });
}

/** A journey that asks into the silence is not started again by the silence after its own question. */
async function isOwnWord(tx: Transaction, journeyId: string, runId: string | null): Promise<boolean> {
  return runId !== null && (await tx.run.count({ where: { id: runId, journeyId } })) > 0;
}

/** Whose silence it is and since which message; undefined where it is none, or not yet. */
async function readSilence(
  tx: Transaction,
  workspaceId: string,
  { conversationId, journeyId, nodeId }: { conversationId: string; journeyId: string; nodeId: string },
): Promise<{ contactId: string; messageId: string } | undefined> {
  const conversation = await tx.conversation.findFirst({ where: { id: conversationId } });
  const last = await tx.message.findFirst({ where: { conversationId }, orderBy: { position: "desc" } });
  const journey = await tx.journey.findFirst({
    where: { id: journeyId, status: "live" },
    include: { liveVersion: true },
  });
  if (!conversation || !last || !journey?.liveVersion || OVER.has(conversation.status)) return undefined;
  if (await isOwnWord(tx, journeyId, last.runId)) return undefined;
  const plan = await loadPlan(workspaceId, journey.liveVersion.planHash);
  const node = plan.nodes[nodeId];
  const trigger = node && conversationTrigger(node);
  if (trigger?.on !== "silence" || trigger.after === undefined) return undefined;
  if (addDuration(last.createdAt.getTime(), trigger.after, "UTC") <= Date.now()) {
    return { contactId: conversation.contactId, messageId: last.id };
  }
  await armSilence(tx, { workspaceId, conversationId, at: last.createdAt });
  return undefined;
}
