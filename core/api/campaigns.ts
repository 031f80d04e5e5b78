import { z } from "zod";
import {
  idSchema,
  keyedSchema,
  namedSchema,
  nameSchema,
  optionalKeySchema,
  timeSchema,
} from "#core/api/fields.ts";
import { listOf, pageQuerySchema } from "#core/api/page.ts";
import { runStatusSchema } from "#core/api/runs.ts";
import { MOST_RECIPIENTS_PER_SECOND } from "#core/campaigns/pace.ts";

export const campaignStatusSchema = z.enum([
  "draft",
  "scheduled",
  "launching",
  "running",
  "paused",
  "completed",
  "cancelled",
]);

const recipientStatusSchema = z.enum(["pending", "started", "skipped", "failed"]);

/** A journey's or an audience's id or key. */
const referenceSchema = z.string().min(1).max(100);

const rateSchema = z.int().min(1).max(MOST_RECIPIENTS_PER_SECOND);

const countsSchema = z.array(z.strictObject({ reason: z.string(), count: z.int() }));

export const campaignSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    status: campaignStatusSchema,
    /** Why it is paused or was cancelled. */
    statusReason: z.string().nullable(),
    journey: keyedSchema,
    /** The version its runs go through; null until it is launched. */
    version: z.int().nullable(),
    /** The trigger its runs start at; null: the journey's first. */
    trigger: z.string().nullable(),
    audience: keyedSchema,
    ratePerSecond: z.int().nullable(),
    scheduledAt: timeSchema.nullable(),
    confirmedCount: z.int().nullable(),
    progress: z.strictObject({
      /** Whether the whole audience has been listed: until then more may follow. */
      listed: z.boolean(),
      pending: z.int(),
      started: z.int(),
      skipped: z.int(),
      failed: z.int(),
    }),
    launchedAt: timeSchema.nullable(),
    completedAt: timeSchema.nullable(),
    cancelledAt: timeSchema.nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Campaign" });

/** What became of a campaign so far, as Postgres has it now. */
export const campaignResultsSchema = z
  .strictObject({
    /** Runs by status. */
    runs: z.record(runStatusSchema, z.int()),
    /** Recipients who wrote after their run had started. */
    replied: z.int(),
    goalReached: z.int(),
    /** Messages by how far they got; `suppressed` were never sent. */
    messages: z.strictObject({
      sent: z.int(),
      delivered: z.int(),
      read: z.int(),
      failed: z.int(),
      suppressed: z.int(),
      unknown: z.int(),
    }),
    failures: countsSchema,
    suppressions: countsSchema,
    /** Recipients who were not started, by reason. */
    skipped: countsSchema,
  })
  .meta({ id: "CampaignResults" });

export const campaignRecipientSchema = z
  .strictObject({
    contact: namedSchema.extend({ name: z.string().nullable() }),
    status: recipientStatusSchema,
    reason: z.string().nullable(),
    runId: idSchema.nullable(),
    at: timeSchema,
  })
  .meta({ id: "CampaignRecipient" });

export const campaignsQuerySchema = pageQuerySchema.extend({
  status: listOf(campaignStatusSchema).optional(),
});

export const recipientsQuerySchema = pageQuerySchema.extend({
  status: listOf(recipientStatusSchema).optional(),
});

export const createCampaignSchema = z.strictObject({
  name: nameSchema,
  key: optionalKeySchema,
  journey: referenceSchema,
  audience: referenceSchema,
  /** Id of the trigger that its runs start at. */
  trigger: z.string().min(1).max(100).optional(),
  /** Recipients a second, at most; absent: as fast as they can be started. */
  ratePerSecond: rateSchema.nullable().optional(),
  /** When it begins once it is launched; absent: at once. */
  scheduledAt: timeSchema.nullable().optional(),
});

export const patchCampaignSchema = createCampaignSchema
  .omit({ key: true })
  .extend({ trigger: z.string().min(1).max(100).nullable().optional() })
  .partial();

export const launchCampaignSchema = z.strictObject({
  /** How many contacts the audience has now, typed by whoever launches. */
  confirmedCount: z.int().min(0),
});

export const pauseCampaignSchema = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

export const cancelCampaignSchema = z.strictObject({
  /** Runs under way go on to their end, or are stopped. */
  runs: z.enum(["continue", "stop"]).default("continue"),
  reason: z.string().trim().min(1).max(500).optional(),
});

export type Campaign = z.output<typeof campaignSchema>;
export type CampaignResults = z.output<typeof campaignResultsSchema>;
export type CampaignRecipient = z.output<typeof campaignRecipientSchema>;
