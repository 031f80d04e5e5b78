import { MOST_IN_COHORT } from "#core/journey/wake.ts";

export const MOST_RECIPIENTS_PER_SECOND = 10_000;

/** Seconds that one batch stands for: a slow campaign goes out in small steps rather than in bursts. */
const STRIDE = 2;

/** How many recipients go into one batch, hence into one cohort. */
export function batchSize(ratePerSecond: number | null): number {
  if (ratePerSecond === null) return MOST_IN_COHORT;
  return Math.min(Math.max(Math.ceil(ratePerSecond * STRIDE), 1), MOST_IN_COHORT);
}

/**
 * When the next batch may go, epoch milliseconds, after one that began at `began` has started so many. What a halt
 * held up is not made up for: a rate is for those who answer what comes back.
 */
export function nextBatchAt(began: number, started: number, ratePerSecond: number | null): number {
  return ratePerSecond === null ? began : began + Math.ceil((started / ratePerSecond) * 1_000);
}
