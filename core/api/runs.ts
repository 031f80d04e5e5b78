import { z } from "zod";
import { channelSchema, idSchema, timeSchema } from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonSchema } from "#core/bounded-json.ts";
import { PERSONAL_ACTIONS } from "#core/journey/possible-actions.ts";

export const runStatusSchema = z.enum([
  "running",
  "waiting",
  "held",
  "paused",
  "stuck",
  "completed",
  "exited",
  "stopped",
]);

/** What is the matter with a stuck run, in words, and what helps, the best first. */
const stuckSchema = z.strictObject({
  meaning: z.string(),
  actions: z.array(z.enum(PERSONAL_ACTIONS)),
  advice: z.string(),
});

export const stuckQuerySchema = z.object({ journey: z.string().max(100).optional() });

/** Stuck runs of one journey at one step with one code. */
export const stuckGroupSchema = stuckSchema
  .extend({
    journey: z.strictObject({ id: idSchema, key: z.string(), name: z.string() }),
    nodeId: z.string().nullable(),
    nodeLabel: z.string().nullable(),
    code: z.string(),
    count: z.int(),
    since: timeSchema,
    latest: timeSchema,
    /** Of the last of them. */
    reason: z.string(),
  })
  .meta({ id: "StuckGroup" });

export const runSchema = z
  .strictObject({
    id: idSchema,
    status: runStatusSchema,
    journey: z.strictObject({ id: idSchema, key: z.string(), name: z.string(), version: z.int() }),
    contact: z.strictObject({ id: idSchema, name: z.string().nullable() }),
    conversationId: idSchema.nullable(),
    channel: channelSchema.nullable(),
    /** Where it stands; null once it has ended. */
    nodeId: z.string().nullable(),
    nodeLabel: z.string().nullable(),
    wakeAt: timeSchema.nullable(),
    /** Why it is stuck, held or ended. */
    reason: z.string().nullable(),
    /** What kind of trouble it has, since when, and what can be done. */
    stuck: stuckSchema.extend({ code: z.string(), since: timeSchema }).nullable(),
    isTest: z.boolean(),
    startedAt: timeSchema,
    endedAt: timeSchema.nullable(),
    updatedAt: timeSchema,
  })
  .meta({ id: "Run" });

/** A run with what it has saved in `vars`. */
export const runDetailSchema = runSchema
  .extend({ vars: z.record(z.string(), jsonSchema), visits: z.int(), planHash: z.string() })
  .meta({ id: "RunDetail" });

export const stepLineSchema = z.strictObject({
  at: timeSchema,
  kind: z.string(),
  why: z.string(),
  outlet: z.string().optional(),
  detail: jsonSchema.optional(),
});

/** One visit of the run to a node. */
export const stepSchema = z
  .strictObject({
    visit: z.int(),
    nodeId: z.string(),
    type: z.string(),
    label: z.string().nullable(),
    enteredAt: timeSchema,
    leftAt: timeSchema.nullable(),
    outlet: z.string().nullable(),
    trail: z.array(stepLineSchema),
    effect: z
      .strictObject({
        kind: z.string(),
        status: z.enum(["claimed", "done", "failed", "unknown"]),
        attempts: z.int(),
        error: jsonSchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Step" });

/** What runs are chosen by, in lists as in bulk. */
export const runFilterFields = {
  /** A journey's id or key. */
  journey: z.string().max(100).optional(),
  /** Where it stands now. */
  node: z.string().max(100).optional(),
  stuckCode: z.string().max(100).optional(),
  contact: idSchema.optional(),
  conversation: idSchema.optional(),
  campaign: idSchema.optional(),
  startedBefore: timeSchema.optional(),
  startedAfter: timeSchema.optional(),
};

export const runsQuerySchema = pageQuerySchema.extend({
  ...runFilterFields,
  status: listOf(runStatusSchema).optional(),
  version: z.coerce.number().int().min(1).optional(),
  test: flagSchema.optional(),
});

export const controlRunSchema = z.strictObject({
  action: z.enum(["pause", "resume", "retry", "skip", "migrate", "stop"]),
  reason: z.string().max(500).optional(),
  /** On resume: waits that ran out meanwhile fire now, or start again in full. */
  expired: z.enum(["fire", "restart"]).optional(),
  /** On retry: also what may have been sent already. */
  resendUnknown: z.boolean().optional(),
});

export type RunStatus = z.output<typeof runStatusSchema>;
export type StuckGroup = z.output<typeof stuckGroupSchema>;
export type Run = z.output<typeof runSchema>;
export type RunDetail = z.output<typeof runDetailSchema>;
export type Step = z.output<typeof stepSchema>;
export type ControlRun = z.input<typeof controlRunSchema>;
