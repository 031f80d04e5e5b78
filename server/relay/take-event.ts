import { createHash } from "node:crypto";
import { canonicalJson } from "#core/canonical-json.ts";
import type { Condition } from "#core/conditions/condition.ts";
import type { CrmChange } from "#core/crm/crm-change.ts";
import { formEventName } from "#core/forms/form-fields.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import type { CustomEvent } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { recordLateGoals } from "#server/journeys/record-late-goals.ts";
import { transact } from "#server/platform/database.ts";
import { startJourneys, type TriggerSight } from "#server/relay/start-journeys.ts";

/** As the definitions of the triggers parse them. */
interface EventTrigger {
  event: string;
  when?: Condition;
  /** A path: two events with one value there start one run. */
  dedupeBy?: string;
}

interface FormTrigger {
  form: string;
  when?: Condition;
}

interface CrmTrigger {
  connection?: string;
  object: string;
  change: string;
  fields?: string[];
  when?: Condition;
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
    keyFor: (trigger, sight) => keyFor(trigger, sight, event),
  });
}

function keyFor({ type, config }: PlanNode, sight: TriggerSight, event: CustomEvent): string | null {
  // Each config was parsed by compile with its node's own schema.
  switch (type) {
    case "trigger.event":
      return keyOfEvent(config as unknown as EventTrigger, sight, event);
    case "trigger.form": {
      const { form, when } = config as unknown as FormTrigger;
      const fits = event.source === "form" && event.name === formEventName(form);
      return fits && sight.holds(when) ? event.id : null;
    }
    case "trigger.crm": {
      const trigger = config as unknown as CrmTrigger;
      const fits = event.source === "crm" && isChange(trigger, event.properties as unknown as CrmChange);
      return fits && sight.holds(trigger.when) ? event.id : null;
    }
    default:
      return null;
  }
}

function keyOfEvent(trigger: EventTrigger, { lookup, holds }: TriggerSight, event: CustomEvent) {
  if (trigger.event !== event.name || !holds(trigger.when)) return null;
  const same = trigger.dedupeBy === undefined ? undefined : lookup(trigger.dedupeBy);
  if (same === undefined || same === null) return event.id;
  // A value may be long, and holds what does not belong into a key.
  return `by:${createHash("sha256").update(canonicalJson(same)).digest("hex")}`;
}

/** A filter on fields lets through what changed one of them; something new or gone changed all of its own. */
function isChange({ connection, object, change, fields }: CrmTrigger, told: CrmChange): boolean {
  if (told.object !== object || told.change !== change) return false;
  if (connection !== undefined && told.connection !== connection) return false;
  return !fields || fields.some((field) => told.fields.includes(field));
}
