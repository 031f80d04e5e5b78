import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import type { Transaction } from "#server/platform/database.ts";
import { readLiveJourneys } from "#server/relay/live-journeys.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/**
 * Starts the journey that a rule gives a conversation to. Null where it is not live, or its re-entry rule keeps the
 * contact out: the next rule is asked.
 */
export async function startByRule(
  tx: Transaction,
  actor: Actor,
  { id: conversationId, contactId, isTest }: Conversation,
  { journey: key, startKey }: { journey: string; startKey: string },
): Promise<string | null> {
  const { workspaceId } = actor;
  const facts = await loadFacts(workspaceId, { contactId, conversationId, triggerEventId: null });
  if (!facts) return null;
  const live = await readLiveJourneys(tx, workspaceId, facts, Date.now());
  const journey = live.find(({ plan, mayEnter }) => mayEnter && plan.key === key);
  const triggers = journey?.plan.triggers ?? [];
  const byMessage = triggers.find((id) => journey?.plan.nodes[id]?.type === "trigger.message");
  const triggerNodeId = byMessage ?? triggers[0];
  if (!journey || !triggerNodeId) return null;
  const { journeyId, versionId, planHash, concurrencyKey, reentry } = journey;
  const run = await createRun(tx, {
    ...{ workspaceId, journeyId, versionId, planHash, concurrencyKey, reentry },
    ...{ triggerNodeId, contactId, conversationId, startKey, isTest },
  });
  if (run.kind === "refused") return null;
  const { runId } = run;
  await writeOutbox(tx, { workspaceId, topic: "run.start", orderingKey: runId, payload: { runId } });
  return journeyId;
}
