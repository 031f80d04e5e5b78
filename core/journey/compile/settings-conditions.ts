import type { Condition } from "#core/conditions/condition.ts";
import type { JourneySettings } from "#core/journey/settings.ts";

/** A condition with its place in the document. */
export interface ConditionUse {
  path: string;
  condition: Condition;
}

/** Every condition of a journey's settings. */
export function conditionsOfSettings({ exitWhen = [], goal }: JourneySettings): ConditionUse[] {
  const rules = exitWhen.flatMap(({ when }, index) =>
    when === undefined ? [] : [{ path: `settings.exitWhen.${index}.when`, condition: when }],
  );
  return goal?.when === undefined ? rules : [...rules, { path: "settings.goal.when", condition: goal.when }];
}
