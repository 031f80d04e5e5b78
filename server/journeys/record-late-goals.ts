import { advance } from "#core/journey/advance.ts";
import { listenWord } from "#core/journey/happening.ts";
import type { Goal, RunState } from "#core/journey/run.ts";
import type { Json, JsonObject } from "#core/json.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { transact } from "#server/platform/database.ts";

interface EndedRun {
  id: string;
  journeyId: string;
  planHash: string;
  contactId: string;
  conversationId: string | null;
  triggerEventId: string | null;
  isTest: boolean;
  state: RunState;
}

/**
 * Counts the goal of runs that have ended and whose time for it is not over, when its event comes. Runs that are
 * open count it themselves. An event from before a run began, such as
 * the one that started it, is none of its goals; the same event again counts nothing.
 */
export async function recordLateGoals(actor: SystemActor, customEventId: string): Promise<void> {
  const { workspaceId } = actor;
  const event = await transact(actor, (tx) => tx.customEvent.findFirst({ where: { id: customEventId } }));
  if (!event?.contactId) return;
  const { name, contactId, occurredAt, createdAt } = event;
  const word = listenWord({ on: "event", name });
  const runs = await transact(
    actor,
    (tx) => tx.$queryRaw<EndedRun[]>`
      SELECT r.id, r.journey_id AS "journeyId", r.plan_hash AS "planHash", r.contact_id AS "contactId",
        r.conversation_id AS "conversationId", r.trigger_event_id AS "triggerEventId", r.is_test AS "isTest", r.state
      FROM runs r JOIN plans p ON p.workspace_id = r.workspace_id AND p.hash = r.plan_hash
      WHERE r.workspace_id = ${workspaceId}::uuid AND r.contact_id = ${contactId}::uuid AND r.ended_at IS NOT NULL
        AND r.started_at <= ${createdAt}
        AND r.goal_reached_at IS NULL AND p.listens && ARRAY[${word}]::text[]
        AND p.plan #>> '{settings,goal,event}' = ${name}`,
  );
  const data: JsonObject = {
    name,
    occurredAt: occurredAt.toISOString(),
    properties: event.properties as JsonObject,
  };
  for (const run of runs) {
    const at = createdAt.getTime();
    const goal = await goalOf(workspaceId, run, {
      kind: "happening",
      id: event.id,
      at,
      on: "event",
      name,
      data,
    });
    if (goal) await record(actor, run, goal, createdAt);
  }
}

/** The pure core knows what counts; it changes nothing else of a run that has ended. */
async function goalOf(
  workspaceId: string,
  { state, planHash, contactId, conversationId, triggerEventId }: EndedRun,
  event: Parameters<typeof advance>[2],
): Promise<Goal | undefined> {
  const facts = await loadFacts(workspaceId, { contactId, conversationId, triggerEventId });
  if (!facts) return undefined;
  const plan = await loadPlan(workspaceId, planHash);
  return advance(plan, state, event, { now: event.at, facts, steps: {} }).run.goal;
}

async function record(
  actor: SystemActor,
  { id: runId, journeyId, contactId, conversationId, isTest }: EndedRun,
  { name, value }: Goal,
  at: Date,
): Promise<void> {
  await transact(actor, async (tx) => {
    const reached = await tx.run.updateMany({
      where: { id: runId, goalReachedAt: null },
      data: { goalReachedAt: at },
    });
    if (reached.count === 0) return;
    const worth: { value?: Json } = value === undefined ? {} : { value };
    await appendEvent(tx, {
      type: "run.goal_reached",
      actor,
      ...{ runId, journeyId, contactId, conversationId, isTest },
      data: { goal: name, ...worth },
    });
  });
}
