import type { Condition } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import { systemActor } from "#server/access/actor.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { startWorkflow } from "#server/journeys/run-workflows.ts";
import { transact } from "#server/platform/database.ts";
import { type LiveJourney, readLiveJourneys } from "#server/relay/live-journeys.ts";

interface EventTrigger {
  event: string;
  when?: Condition;
  /** A path: two events with one value there start one run. */
  dedupeBy?: string;
}

/** Starts every live journey that an event starts, once for each, however often it is delivered. */
export async function takeEvent(workspaceId: string, customEventId: string): Promise<void> {
  const actor = systemActor(workspaceId, "relay");
  const event = await transact(actor, (tx) =>
    tx.customEvent.findFirst({
      where: { id: customEventId },
      include: { contact: { select: { isTest: true } } },
    }),
  );
  if (!event?.contactId) return;
  const { contactId } = event;
  const facts = await loadFacts(workspaceId, {
    contactId,
    conversationId: null,
    triggerEventId: customEventId,
  });
  if (!facts) return;
  const now = Date.now();
  const lookup = createLookup({ facts, vars: {}, run: null, now });
  const isTest = event.contact?.isTest ?? false;
  const started = await transact(actor, async (tx) => {
    const runIds: string[] = [];
    for (const journey of await readLiveJourneys(tx, workspaceId, facts, now)) {
      const found = triggersOf(journey).find(
        ({ trigger }) =>
          trigger.event === event.name && (!trigger.when || evaluate(trigger.when, lookup, now)),
      );
      if (!found) continue;
      const { nodeId, trigger } = found;
      const same = trigger.dedupeBy === undefined ? undefined : lookup(trigger.dedupeBy);
      const created = await createRun(
        tx,
        {
          workspaceId,
          journeyId: journey.journeyId,
          versionId: journey.versionId,
          planHash: journey.planHash,
          triggerNodeId: nodeId,
          contactId,
          conversationId: null,
          startKey: `event:${journey.journeyId}:${same === undefined || same === null ? customEventId : `by:${JSON.stringify(same)}`}`,
          concurrencyKey: journey.concurrencyKey,
          reentry: journey.reentry,
          triggerEventId: customEventId,
          isTest,
        },
        now,
      );
      if (created.kind !== "refused") runIds.push(created.runId);
    }
    return runIds;
  });
  for (const runId of started) await startWorkflow(workspaceId, runId);
}

function triggersOf({ plan }: LiveJourney): { nodeId: string; trigger: EventTrigger }[] {
  return plan.triggers.flatMap((nodeId) => {
    const node = plan.nodes[nodeId];
    // Parsed by compile with the node's own schema.
    return node?.type === "trigger.event"
      ? [{ nodeId, trigger: node.config as unknown as EventTrigger }]
      : [];
  });
}
