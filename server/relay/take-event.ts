import { createHash } from "node:crypto";
import { canonicalJson } from "#core/canonical-json.ts";
import type { Condition } from "#core/conditions/condition.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import { systemActor } from "#server/access/actor.ts";
import { recordLateGoals } from "#server/journeys/record-late-goals.ts";
import { transact } from "#server/platform/database.ts";
import { startJourneys, type TriggerSight } from "#server/relay/start-journeys.ts";

/** As the definition of `trigger.event` parses it. */
interface EventTrigger {
  event: string;
  when?: Condition;
  /** A path: two events with one value there start one run. */
  dedupeBy?: string;
}

/** Starts every live journey that an event starts, once for each, however often it is delivered. */
export async function takeEvent(workspaceId: string, customEventId: string): Promise<void> {
  const actor = systemActor(workspaceId, "relay");
  const event = await transact(actor, (tx) => tx.customEvent.findFirst({ where: { id: customEventId } }));
  if (!event?.contactId) return;
  await recordLateGoals(actor, customEventId);
  await startJourneys(workspaceId, {
    contactId: event.contactId,
    conversationId: null,
    triggerEventId: customEventId,
    keyFor: (trigger, sight) => keyOf(trigger, sight, { id: customEventId, name: event.name }),
  });
}

function keyOf(
  { type, config }: PlanNode,
  { lookup, holds }: TriggerSight,
  event: { id: string; name: string },
): string | null {
  if (type !== "trigger.event") return null;
  // Parsed by compile with the node's own schema.
  const trigger = config as unknown as EventTrigger;
  if (trigger.event !== event.name || !holds(trigger.when)) return null;
  const same = trigger.dedupeBy === undefined ? undefined : lookup(trigger.dedupeBy);
  if (same === undefined || same === null) return event.id;
  // A value may be long, and holds what does not belong into a key.
  return `by:${createHash("sha256").update(canonicalJson(same)).digest("hex")}`;
}
