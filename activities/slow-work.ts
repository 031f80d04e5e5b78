import { customActivities } from "#activities/custom/registry.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { Effect, KeyedEffect, SlowKind } from "#core/journey/effect.ts";
import type { SlowWork } from "#core/journey/wake.ts";

type Timing = Omit<SlowWork, "key">;
type Timings = { [Kind in SlowKind]: (effect: Extract<Effect, { kind: Kind }>) => Timing };

const ATTEMPTS = 3;
const MOST_ATTEMPTS = 20;
/** Milliseconds beyond the author's limit, for Postgres before and after. */
const MARGIN = 10_000;

/** By kind: milliseconds that one attempt may take, and how many there are. */
const timings: Timings = {
  custom(effect) {
    const activity = customActivities.find(({ name }) => name === effect.activity);
    return {
      timeout: durationToMilliseconds(effect.timeout ?? activity?.timeout ?? "PT30S"),
      attempts: Math.min(activity?.retry?.attempts ?? ATTEMPTS, MOST_ATTEMPTS),
    };
  },
  // A model may think for long; a call of it is bounded in `server/ai/`.
  ai: () => ({ timeout: 60_000, attempts: ATTEMPTS }),
  call: () => ({ timeout: 30_000, attempts: ATTEMPTS }),
  crm: () => ({ timeout: 30_000 + MARGIN, attempts: 5 }),
  http: ({ timeout }) => ({ timeout: durationToMilliseconds(timeout) + MARGIN, attempts: ATTEMPTS }),
  notifyOutside: () => ({ timeout: 30_000 + MARGIN, attempts: 5 }),
};

/** How the slow lane is to perform an effect: time for one attempt, and how many. */
export function slowWorkFor({ key, effect }: KeyedEffect): SlowWork {
  if (!Object.hasOwn(timings, effect.kind)) {
    throw new Error(`Effects of kind ${effect.kind} have no slow lane`);
  }
  // The table is keyed by the kind that the effect has, which the compiler cannot follow.
  const timing = timings[effect.kind as SlowKind] as (effect: Effect) => Timing;
  return { key, ...timing(effect) };
}
