import { customActivities } from "#activities/custom/registry.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { KeyedEffect } from "#core/journey/effect.ts";
import type { SlowWork } from "#core/journey/wake.ts";

const TIMEOUT = "PT30S";
const ATTEMPTS = 3;
const MOST_ATTEMPTS = 20;

/** How the slow lane is to perform an effect: time for one attempt, and how many. */
export function slowWorkFor({ key, effect }: KeyedEffect): SlowWork {
  if (effect.kind !== "custom") throw new Error(`Effects of kind ${effect.kind} have no slow lane`);
  const activity = customActivities.find(({ name }) => name === effect.activity);
  const attempts = Math.min(activity?.retry?.attempts ?? ATTEMPTS, MOST_ATTEMPTS);
  return { key, timeout: durationToMilliseconds(effect.timeout ?? activity?.timeout ?? TIMEOUT), attempts };
}
