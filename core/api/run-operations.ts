import { z } from "zod";
import { idSchema, timeSchema } from "#core/api/fields.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import { runFilterFields, runStatusSchema } from "#core/api/runs.ts";
import { nodeIdSchema } from "#core/journey/document.ts";
import { PERSONAL_ACTIONS } from "#core/journey/possible-actions.ts";

/** Above this many the number has to be typed. */
export const FREE_COUNT = 100;

/** Which runs: all that fit every field. At least one has to be named. */
export const runFilterSchema = z
  .strictObject({
    ...runFilterFields,
    status: z
      .union([runStatusSchema, z.array(runStatusSchema).min(1).max(8)])
      .transform((value) => (Array.isArray(value) ? value : [value]))
      .optional(),
    version: z.int().min(1).optional(),
    test: z.boolean().optional(),
    /** Chosen one by one. */
    runs: z.array(idSchema).min(1).max(1000).optional(),
    /** Those that an earlier operation reached. */
    operation: idSchema.optional(),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    message: "Name at least one thing to choose runs by, such as journey or status",
  });

export const controlRunsSchema = z.strictObject({
  filter: runFilterSchema,
  action: z.enum(PERSONAL_ACTIONS),
  reason: z.string().max(500).optional(),
  /** On resume: waits that ran out meanwhile fire now, or start again in full. */
  expired: z.enum(["fire", "restart"]).optional(),
  /** On retry: also what may have been sent already. */
  resendUnknown: z.boolean().optional(),
  /** On migrate: the number of the version to move to; absent, the live one. The filter then names the journey. */
  version: z.int().min(1).optional(),
  /** On migrate: nodes of the versions that runs are on → nodes of that one; null ends the runs there. */
  nodeMap: z.record(nodeIdSchema, nodeIdSchema.nullable()).optional(),
  /** Only counts. */
  preview: z.boolean().default(false),
  /** How many runs it is about, as whoever asks has typed it: needed above 100. */
  confirmCount: z.int().min(0).optional(),
});

export const runOperationSchema = z
  .strictObject({
    id: idSchema,
    action: z.enum(PERSONAL_ACTIONS),
    /** What asked for it: a person with the list of runs, a publish, a rollback, a journey's pause or resume. */
    origin: z.string(),
    journeyId: idSchema.nullable(),
    status: z.enum(["running", "cancelling", "completed", "cancelled"]),
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    skipped: z.int(),
    /** On migrate: the number of the version that the runs move to. */
    toVersion: z.int().nullable(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: "RunOperation" });

/** An operation with why runs were left out, the most frequent reason first. */
export const runOperationDetailSchema = runOperationSchema
  .extend({
    reasons: z.array(
      z.strictObject({ outcome: z.enum(["failed", "skipped"]), reason: z.string(), count: z.int() }),
    ),
  })
  .meta({ id: "RunOperationDetail" });

export const controlledRunsSchema = z
  .strictObject({
    /** How many runs it is about. */
    count: z.int(),
    /** Null for a preview, and where there is nothing to do. */
    operation: runOperationSchema.nullable(),
  })
  .meta({ id: "ControlledRuns" });

export const controlRunsQuerySchema = z.object({
  dryRun: z.enum(["true", "false", "1", "0", ""]).optional(),
});
export const runOperationsQuerySchema = pageQuerySchema.extend({ journey: idSchema.optional() });
export const runOperationsPageSchema = pageOf(runOperationSchema);

export type RunFilter = z.output<typeof runFilterSchema>;
export type ControlRuns = z.input<typeof controlRunsSchema>;
export type ControlRunsRequest = z.output<typeof controlRunsSchema>;
export type ControlledRuns = z.output<typeof controlledRunsSchema>;
export type RunOperation = z.output<typeof runOperationSchema>;
export type RunOperationDetail = z.output<typeof runOperationDetailSchema>;
