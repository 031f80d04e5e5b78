import { z } from "zod";
import { durationSchema, durationToMilliseconds } from "#core/duration/duration.ts";

/** What becomes of work whose assignee has gone offline: of the conversations that wait for an answer, or of all. */
export const offlinePolicySchema = z
  .strictObject({
    policy: z.enum(["keep", "return", "returnAfter"]),
    after: durationSchema.optional(),
    which: z.enum(["unanswered", "all"]).default("unanswered"),
  })
  .refine(({ policy, after }) => (policy === "returnAfter") === (after !== undefined), {
    path: ["after"],
    error: "Say after how long with “returnAfter”, and with nothing else",
  });

export type OfflinePolicy = z.output<typeof offlinePolicySchema>;

export const DEFAULT_OFFLINE_POLICY: OfflinePolicy = { policy: "return", which: "unanswered" };

/** How long after somebody went offline their work is taken off them, in milliseconds; null where it never is. */
export function returnsAfter({ policy, after }: OfflinePolicy): number | null {
  if (policy === "keep") return null;
  return after === undefined ? 0 : durationToMilliseconds(after);
}

/** Whether a conversation is to be taken off somebody who has been offline since a moment (epoch milliseconds). */
export function isToReturn(
  policy: OfflinePolicy,
  { offlineSince, isWaiting, now }: { offlineSince: number; isWaiting: boolean; now: number },
): boolean {
  const after = returnsAfter(policy);
  if (after === null || now < offlineSince + after) return false;
  return policy.which === "all" || isWaiting;
}
