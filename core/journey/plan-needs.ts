import type { Plan } from "#core/journey/plan.ts";

/** Facts that cost a look-up of their own, so that only runs of plans that mention them have them. */
export interface PlanNeeds {
  /** Some condition asks for `contact.audiences`. */
  audiences: boolean;
  /** Something reads `records.*`. */
  records: boolean;
  /** Names of the events whose count some condition asks for. */
  events: string[];
}

const EVENT_COUNT = /^events\.(.+)\.count$/;

const known = new WeakMap<Plan, PlanNeeds>();

/**
 * What the conditions, templates and paths of a plan may ask for. A text that only looks like such a field costs a
 * look-up, no more.
 */
export function needsOf(plan: Plan): PlanNeeds {
  const kept = known.get(plan);
  if (kept) return kept;
  const needs: PlanNeeds = { audiences: false, records: false, events: [] };
  const pending: unknown[] = [plan.nodes, plan.settings];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === "object" && value !== null) {
      pending.push(...Object.values(value).filter((member) => member !== undefined));
    } else if (typeof value === "string") {
      if (value === "contact.audiences") needs.audiences = true;
      if (value.includes("records.")) needs.records = true;
      const name = EVENT_COUNT.exec(value)?.[1];
      if (name !== undefined && !needs.events.includes(name)) needs.events.push(name);
    }
  }
  known.set(plan, needs);
  return needs;
}

/** What any of several plans may ask for. */
export function needsOfAll(plans: readonly Plan[]): PlanNeeds {
  const all = plans.map(needsOf);
  return {
    audiences: all.some(({ audiences }) => audiences),
    records: all.some(({ records }) => records),
    events: [...new Set(all.flatMap(({ events }) => events))],
  };
}
