import { z } from "zod";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationSchema, durationToMilliseconds } from "#core/duration/duration.ts";

const share = z.number().gt(0).max(1);

/** When a journey is paused by itself: what happened to its messages in the window that ends now. */
export const breakerSchema = z.strictObject({
  enabled: z.boolean().default(true),
  window: durationSchema
    .refine((window) => durationToMilliseconds(window) <= 86_400_000, "Write a day at most")
    .default("PT10M"),
  /** So many failed, and such a part of those that were sent or failed. */
  failures: z.strictObject({ count: z.int().min(1), share }).default({ count: 50, share: 0.5 }),
  /** So many opted out, and such a part of those that were sent to. */
  optOuts: z.strictObject({ count: z.int().min(1), share }).default({ count: 10, share: 0.1 }),
  /** More than so many messages; null for no limit. */
  volume: z.int().min(1).nullable().default(100_000),
});

export type Breaker = z.output<typeof breakerSchema>;

export const DEFAULT_BREAKER: Breaker = breakerSchema.parse({});

/** What became of a journey's messages in the window. `sends` were accepted by a provider. */
export interface Pulse {
  sends: number;
  failures: number;
  optOuts: number;
}

export interface Trip {
  by: "failures" | "optOuts" | "volume";
  /** In words, for the journey's page and its owner. */
  reason: string;
}

/** Whether a journey has to be paused, and why; null while all is well. */
export function tripOf(breaker: Breaker, { sends, failures, optOuts }: Pulse): Trip | null {
  if (!breaker.enabled) return null;
  const window = describeDuration(breaker.window);
  const attempts = sends + failures;
  if (failures >= breaker.failures.count && failures >= attempts * breaker.failures.share) {
    return { by: "failures", reason: `${failures} of ${attempts} messages failed within ${window}` };
  }
  if (optOuts >= breaker.optOuts.count && optOuts >= sends * breaker.optOuts.share) {
    return { by: "optOuts", reason: `${optOuts} people opted out of ${sends} sent to within ${window}` };
  }
  if (breaker.volume !== null && sends > breaker.volume) {
    return { by: "volume", reason: `${sends} messages went out within ${window}` };
  }
  return null;
}
