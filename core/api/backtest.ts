import { z } from "zod";
import { idSchema, timeSchema } from "#core/api/fields.ts";
import { problemSchema } from "#core/api/problem-details.ts";

/** Conversations of one backtest; of more, the first ones count. */
export const MOST_BACKTESTED = 10_000;

/** Conversations that began in [from, to). */
export const backtestSchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema,
    /** How many of the conversations that differ are listed. */
    limit: z.int().min(0).max(500).default(100),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "Write a time after “from”",
  });

const comparedSchema = z.strictObject({ before: z.int(), after: z.int() });

const doingSchema = z.strictObject({
  /** One for each time it began; none where it did not. */
  ends: z.array(z.strictObject({ end: z.string(), reason: z.string().nullable() })),
  sends: z.int(),
  assigns: z.int(),
  ways: z.array(z.strictObject({ nodeId: z.string(), outlet: z.string() })),
});

export const backtestReportSchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema,
    /** How many were looked at, of those that the caller may see. */
    conversations: z.int(),
    /** There were more than one backtest looks at, or it took too long. */
    truncated: z.boolean(),
    same: z.int(),
    different: z.int(),
    /** Conversations in which the customer's answer cannot be known. */
    unknown: z.int(),
    /** `before`: what happened. `after`: what the draft would have done. */
    started: comparedSchema,
    sends: comparedSchema,
    assigns: comparedSchema,
    ends: z.array(comparedSchema.extend({ end: z.string(), reason: z.string().nullable() })),
    outlets: z.array(comparedSchema.extend({ nodeId: z.string(), outlet: z.string() })),
    /** Conversations that differ. */
    differences: z.array(
      z.strictObject({
        conversationId: idSchema,
        before: doingSchema,
        after: doingSchema,
        /** Where the draft first says something else; null where it says the same and only does otherwise. */
        first: z
          .strictObject({
            nodeId: z.string().nullable(),
            said: z.string().nullable(),
            wouldSay: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    /** Warnings about the draft. */
    problems: z.array(problemSchema),
  })
  .meta({ id: "Backtest" });

export type BacktestRequest = z.output<typeof backtestSchema>;
export type BacktestReport = z.output<typeof backtestReportSchema>;
