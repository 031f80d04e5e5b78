import { z } from "zod";
import { idSchema, namedSchema, timeSchema } from "#core/api/fields.ts";
import { listOf, pageQuerySchema } from "#core/api/page.ts";
import { problemSchema } from "#core/api/problem-details.ts";
import { runOperationSchema } from "#core/api/run-operations.ts";
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
    /**
     * Of a version that a later one was published to drain: nothing starts on it, and its runs come to their end.
     * `total` were under way then, `left` are now.
     */
    draining: z.strictObject({ since: timeSchema, total: z.int(), left: z.int() }).nullable(),
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

const nodeMapSchema = z.record(nodeIdSchema, nodeIdSchema.nullable());

export const publishSchema = z.strictObject({
  strategy: z.enum(["pin", "migrate", "drain"]).default("pin"),
  /** Node of the version before → node of this one. */
  nodeMap: nodeMapSchema.optional(),
  note: z.string().max(2000).optional(),
  /** Refuses with 409 unless the draft is still at this revision. */
  revision: z.int().min(0).optional(),
});

/** A place where runs stand, and what becomes of them under the strategy migrate. */
export const waitingPlaceSchema = z.strictObject({
  version: z.int(),
  nodeId: z.string(),
  label: z.string().nullable(),
  type: z.string(),
  count: z.int(),
  /** keep: they rest on. enter: they go to another step. end. none: it has to be said in nodeMap. */
  fate: z.enum(["keep", "enter", "end", "none"]),
  /** They rest on at a step that has another config now. */
  changed: z.boolean(),
  toNodeId: z.string().nullable(),
});

export const previewPublishSchema = z.strictObject({ nodeMap: nodeMapSchema.optional() });

export const publishPreviewSchema = z
  .strictObject({
    /** Of the draft. */
    problems: z.array(problemSchema),
    /** Why runs under way cannot be moved to it as things are. */
    migrationProblems: z.array(problemSchema),
    /** Where runs stand, the most first. */
    waiting: z.array(waitingPlaceSchema),
    /** The steps of the draft that runs can be sent to. */
    targets: z.array(z.strictObject({ nodeId: z.string(), label: z.string().nullable(), type: z.string() })),
  })
  .meta({ id: "PublishPreview" });

export const publishedSchema = z
  .strictObject({
    version: z.int(),
    planHash: z.string(),
    /** How many runs of earlier versions wait at which of their nodes. */
    waiting: z.record(z.string(), z.int()),
    problems: z.array(problemSchema),
    /** On migrate: the moving of the runs under way, with its progress. Null where nobody has to move. */
    operation: runOperationSchema.nullable(),
  })
  .meta({ id: "Published" });

export const rollbackSchema = z.strictObject({
  /** Absent: the one before the live one. */
  version: z.int().min(1).optional(),
  /** pin: runs under way stay on their version. migrate: they move to the one gone back to. */
  strategy: z.enum(["pin", "migrate"]).default("pin"),
  nodeMap: nodeMapSchema.optional(),
});

export const pauseJourneySchema = z.strictObject({
  reason: z.string().max(500).optional(),
  /** Also the runs under way are paused. Otherwise they go on, and only new ones do not start. */
  holdRuns: z.boolean().default(false),
});

export const resumeJourneySchema = z.strictObject({
  /** For runs that the pause had held: waits that ran out meanwhile fire now, or start again in full. */
  expired: z.enum(["fire", "restart"]).default("fire"),
});

/** A journey after it was paused, resumed or rolled back, with what its runs are told. */
export const steeredJourneySchema = journeySchema
  .extend({ operation: runOperationSchema.nullable() })
  .meta({ id: "SteeredJourney" });

export type JourneySummary = z.output<typeof journeySummarySchema>;
export type Journey = z.output<typeof journeySchema>;
export type JourneyVersionSummary = z.output<typeof journeyVersionSummarySchema>;
export type JourneyVersion = z.output<typeof journeyVersionSchema>;
export type SaveDraft = z.input<typeof saveDraftSchema>;
export type PublishRequest = z.input<typeof publishSchema>;
export type Published = z.output<typeof publishedSchema>;
export type PublishPreview = z.output<typeof publishPreviewSchema>;
export type WaitingPlace = z.output<typeof waitingPlaceSchema>;
export type SteeredJourney = z.output<typeof steeredJourneySchema>;
export type Rollback = z.output<typeof rollbackSchema>;
export type PauseJourney = z.output<typeof pauseJourneySchema>;
