import { z } from "zod";
import { idSchema, namedSchema, timeSchema } from "#core/api/fields.ts";
import { listOf, pageQuerySchema } from "#core/api/page.ts";
import { problemSchema } from "#core/api/problem-details.ts";
import { journeyDocumentSchema, nodeIdSchema } from "#core/journey/document.ts";

export const journeyStatusSchema = z.enum(["draft", "live", "paused", "archived"]);

/** A journey in a list. */
export const journeySummarySchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    status: journeyStatusSchema,
    /** Number of the version that new runs start on. */
    liveVersion: z.int().nullable(),
    /** The draft says something else than the live version. */
    hasUnpublishedChanges: z.boolean(),
    draftRevision: z.int(),
    draftSavedAt: timeSchema,
    draftSavedBy: namedSchema.nullable(),
    publishedAt: timeSchema.nullable(),
    isDemo: z.boolean(),
    pausedReason: z.string().nullable(),
    triggers: z.array(z.string()),
    channels: z.array(z.string()),
    /** Of the draft. */
    problemCounts: z.strictObject({ errors: z.int(), warnings: z.int() }),
    runs: z.strictObject({ active: z.int(), stuck: z.int(), ended: z.int() }),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "JourneySummary" });

/** A journey with its draft and what is wrong with it. */
export const journeySchema = journeySummarySchema
  .extend({ document: journeyDocumentSchema, problems: z.array(problemSchema) })
  .meta({ id: "Journey" });

export const journeyVersionSummarySchema = z
  .strictObject({
    version: z.int(),
    planHash: z.string(),
    strategy: z.enum(["pin", "migrate", "drain"]),
    note: z.string().nullable(),
    publishedAt: timeSchema,
    publishedBy: namedSchema.nullable(),
    isLive: z.boolean(),
    runs: z.strictObject({ active: z.int(), stuck: z.int(), ended: z.int() }),
  })
  .meta({ id: "JourneyVersionSummary" });

export const journeyVersionSchema = journeyVersionSummarySchema
  .extend({ document: journeyDocumentSchema })
  .meta({ id: "JourneyVersion" });

export const journeysQuerySchema = pageQuerySchema.extend({
  status: listOf(journeyStatusSchema).optional(),
  q: z.string().max(200).optional(),
});

/**
 * Body of PUT: the document, plus the revision it was made from, so that nobody's newer draft is overwritten
 * unseen (`If-Match` does the same). Without either, the draft is replaced whatever it is.
 */
export const saveDraftSchema = journeyDocumentSchema.extend({ revision: z.int().min(0).optional() });

export const publishSchema = z.strictObject({
  strategy: z.enum(["pin", "migrate", "drain"]).default("pin"),
  /** Node of the version before → node of this one. */
  nodeMap: z.record(nodeIdSchema, nodeIdSchema.nullable()).optional(),
  note: z.string().max(2000).optional(),
  /** Refuses with 409 unless the draft is still at this revision. */
  revision: z.int().min(0).optional(),
});

export const publishedSchema = z
  .strictObject({
    version: z.int(),
    planHash: z.string(),
    /** How many runs of earlier versions wait at which of their nodes. */
    waiting: z.record(z.string(), z.int()),
    problems: z.array(problemSchema),
  })
  .meta({ id: "Published" });

export const rollbackSchema = z.strictObject({ version: z.int().min(1).optional() });
export const pauseJourneySchema = z.strictObject({ reason: z.string().max(500).optional() });

export type JourneySummary = z.output<typeof journeySummarySchema>;
export type Journey = z.output<typeof journeySchema>;
export type JourneyVersionSummary = z.output<typeof journeyVersionSummarySchema>;
export type JourneyVersion = z.output<typeof journeyVersionSchema>;
export type SaveDraft = z.input<typeof saveDraftSchema>;
export type PublishRequest = z.input<typeof publishSchema>;
export type Published = z.output<typeof publishedSchema>;
