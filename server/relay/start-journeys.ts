import type { Condition } from "#core/conditions/condition.ts";
import { evaluate, type FieldLookup } from "#core/conditions/evaluate.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import { needsOfAll } from "#core/journey/plan-needs.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import { systemActor } from "#server/access/actor.ts";
import { addFacts } from "#server/audiences/add-facts.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { type FactSubject, loadFacts } from "#server/journeys/load-facts.ts";
import { startWorkflow } from "#server/journeys/run-workflows.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { type LiveJourney, readLiveJourneys } from "#server/relay/live-journeys.ts";

/** Merges in a row that are followed; none goes in circles. */
const MOST_MERGES = 50;

/** What a trigger can look at before it starts a run. */
export interface TriggerSight {
  lookup: FieldLookup;
  /** Whether a trigger's `when` holds; one that is not drawn does. */
  holds(when: Condition | undefined): boolean;
}

export interface Occasion extends FactSubject {
  /**
   * By which key a trigger starts its journey on this occasion, null where it does not. The same key never starts
   * a journey twice.
   */
  keyFor: (trigger: PlanNode, sight: TriggerSight) => string | null;
  /** The journeys that may start, by id; absent: each. */
  among?: readonly string[];
}

/**
 * Starts, for one contact, every live journey that has a trigger for an occasion: one run of each, however often it
 * is called for the same occasion.
 */
export async function startJourneys(workspaceId: string, told: Occasion): Promise<void> {
  const actor = systemActor(workspaceId, "relay");
  const occasion = { ...told, contactId: await transact(actor, (tx) => survivorOf(tx, told.contactId)) };
  const facts = await loadFacts(workspaceId, occasion);
  if (!facts) return;
  const now = Date.now();
  const { contactId, conversationId, triggerEventId, among } = occasion;
  const started = await transact(actor, async (tx) => {
    const live = await readLiveJourneys(tx, workspaceId, facts, now);
    const journeys = among ? live.filter(({ journeyId }) => among.includes(journeyId)) : live;
    const needs = needsOfAll(journeys.map(({ plan }) => plan));
    const [complete = facts] = await addFacts(workspaceId, [facts], needs, now);
    const lookup = createLookup({ facts: complete, vars: {}, run: null, now });
    const { timezone } = facts.workspace;
    const holds = (when: Condition | undefined) => !when || evaluate(when, lookup, now, timezone);
    const contact = await tx.contact.findFirst({ where: { id: contactId } });
    const runIds: string[] = [];
    // Erased since it happened: nothing is begun with them.
    if (!contact || contact.erasedAt) return runIds;
    const { isTest } = contact;
    for (const journey of journeys) {
      const found = findTrigger(journey, occasion, { lookup, holds });
      if (!found) continue;
      const { journeyId, versionId, planHash, concurrencyKey, reentry } = journey;
      const created = await createRun(
        tx,
        {
          ...{ workspaceId, journeyId, versionId, planHash, concurrencyKey, reentry },
          ...{ contactId, conversationId, isTest },
          triggerNodeId: found.nodeId,
          startKey: found.startKey,
          ...(triggerEventId === null ? {} : { triggerEventId }),
        },
        now,
      );
      if (created.kind !== "refused") runIds.push(created.runId);
    }
    return runIds;
  });
  for (const runId of started) await startWorkflow(workspaceId, runId);
}

/** Whom a contact was merged into since it happened, over however many merges; else the contact itself. */
async function survivorOf(tx: Transaction, contactId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE heirs AS (
      SELECT id, merged_into_id, 0 AS depth FROM contacts WHERE id = ${contactId}::uuid
      UNION ALL SELECT c.id, c.merged_into_id, h.depth + 1 FROM heirs h JOIN contacts c ON c.id = h.merged_into_id
      WHERE h.depth < ${MOST_MERGES}
    ) SELECT id FROM heirs ORDER BY depth DESC LIMIT 1`;
  return row?.id ?? contactId;
}

/** The first of a journey's triggers that starts it. */
function findTrigger(
  { journeyId, plan }: LiveJourney,
  { keyFor }: Occasion,
  sight: TriggerSight,
): { nodeId: string; startKey: string } | undefined {
  for (const nodeId of plan.triggers) {
    const trigger = plan.nodes[nodeId];
    const key = trigger ? keyFor(trigger, sight) : null;
    if (trigger && key !== null) {
      return { nodeId, startKey: `${trigger.type.slice("trigger.".length)}:${journeyId}:${key}` };
    }
  }
  return undefined;
}
