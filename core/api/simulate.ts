import { z } from "zod";
import { channelSchema, idSchema, localeSchema, timeSchema, zoneSchema } from "#core/api/fields.ts";
import { problemSchema } from "#core/api/problem-details.ts";
import { jsonObjectSchema, jsonSchema } from "#core/bounded-json.ts";
import { durationSchema, durationToMilliseconds } from "#core/duration/duration.ts";
import { nodeIdSchema } from "#core/journey/document.ts";

const text = z.string().max(500);
const name = z.string().min(1).max(200);
const MOST_EVENTS = 500;
/** Ten years, as every duration. */
const LONGEST = 10 * 366 * 86_400_000;
const [EARLIEST, LATEST] = [Date.UTC(1970, 0), Date.UTC(2200, 0)];

const instantSchema = timeSchema.refine(
  (value) => Date.parse(value) >= EARLIEST && Date.parse(value) <= LATEST,
  "Write a time between the years 1970 and 2200",
);

/** A moment of the virtual clock: a time, or how long after its beginning. */
const momentSchema = z
  .string()
  .max(64)
  .refine(
    (value) => instantSchema.safeParse(value).success || isSpan(durationToMilliseconds(value)),
    "Write a time such as 2026-05-04T09:30:00Z, or a duration since the beginning such as PT5M",
  );

function isSpan(milliseconds: number): boolean {
  return milliseconds >= 0 && milliseconds <= LONGEST;
}

const simulatedContactFields = z.strictObject({
  firstName: text.nullable().optional(),
  lastName: text.nullable().optional(),
  name: text.nullable().optional(),
  email: text.nullable().optional(),
  phone: text.nullable().optional(),
  locale: localeSchema.nullable().optional(),
  timezone: zoneSchema.nullable().optional(),
  tier: text.nullable().optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  attributes: jsonObjectSchema.optional(),
});

const simulatedConversationSchema = z.strictObject({
  /** One that exists; the other fields then replace its own. */
  id: idSchema.optional(),
  status: z.enum(["new", "in_progress", "snoozed", "resolved", "spam"]).optional(),
  channel: channelSchema.optional(),
  priority: z.enum(["low", "normal", "high", "urgent"]).optional(),
  intent: text.nullable().optional(),
  sentiment: z.number().min(-1).max(1).nullable().optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  attributes: jsonObjectSchema.optional(),
  memory: jsonObjectSchema.optional(),
});

const simulatedOutcomeSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    outlet: z.string().min(1).max(100).optional(),
    result: jsonSchema.optional(),
  }),
  z.strictObject({
    status: z.enum(["failed", "suppressed"]),
    code: z.string().min(1).max(100).default("simulated"),
    reason: z.string().max(500).default("As the simulation says"),
  }),
  z.strictObject({
    status: z.literal("unknown"),
    reason: z.string().max(500).default("As the simulation says"),
  }),
]);

const at = momentSchema.default("PT0S");

const simulatedEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    at,
    kind: z.literal("message"),
    text: z.string().max(10_000),
    channel: channelSchema.optional(),
    /** Key of the channel account. */
    account: z.string().max(100).optional(),
    intent: z.string().max(100).optional(),
    intentConfidence: z.number().min(0).max(1).optional(),
    sentiment: z.number().min(-1).max(1).optional(),
    attachmentCount: z.int().min(0).max(100).optional(),
  }),
  z.strictObject({ at, kind: z.literal("event"), name, properties: jsonObjectSchema.optional() }),
  z.strictObject({
    at,
    kind: z.literal("happening"),
    on: z.string().min(1).max(50),
    name: name.optional(),
    data: jsonObjectSchema.optional(),
  }),
  z.strictObject({ at, kind: z.literal("contact"), changes: simulatedContactFields }),
  z.strictObject({
    at,
    kind: z.literal("outcome"),
    node: nodeIdSchema.optional(),
    outcome: simulatedOutcomeSchema,
  }),
  z.strictObject({
    at,
    kind: z.literal("control"),
    action: z.enum(["hold", "release", "pause", "resume", "retry", "skip", "stop"]),
    expired: z.enum(["fire", "restart"]).optional(),
    resendUnknown: z.boolean().optional(),
  }),
]);

/** What goes into a simulation besides the journey. Times are ISO 8601, or durations since `start`. */
export const simulateSchema = z.strictObject({
  /** A published version; absent: the draft. */
  version: z.int().min(1).optional(),
  /** Somebody who exists, by id, or made up; fields given replace those of the one who exists. */
  contact: simulatedContactFields.extend({ id: idSchema.optional() }).default({}),
  conversation: simulatedConversationSchema.optional(),
  /** When the virtual clock begins; absent: now. */
  start: instantSchema.optional(),
  /** Node id of the trigger; absent: the first one that waits for what happens. */
  trigger: nodeIdSchema.optional(),
  /** What would else be chance follows from it. */
  seed: z
    .union([z.string().max(100), z.int()])
    .default("1")
    .transform(String),
  events: z.array(simulatedEventSchema).max(MOST_EVENTS).default([]),
  /** By node id, or by kind of effect; a list is gone through, its last for the rest. What is absent succeeds. */
  outcomes: z
    .record(
      z.string().max(100),
      z.union([simulatedOutcomeSchema, z.array(simulatedOutcomeSchema).min(1).max(100)]),
    )
    .default({}),
  limits: z
    .strictObject({ steps: z.int().min(1).max(10_000).default(1000), time: durationSchema.default("P1Y") })
    .prefault({}),
});

const simulatedTransitionSchema = z.strictObject({
  at: timeSchema,
  visit: z.int(),
  nodeId: z.string(),
  kind: z.string(),
  outlet: z.string().optional(),
  why: z.string(),
  detail: jsonSchema.optional(),
});

export const simulationSchema = z
  .strictObject({
    end: z.enum([
      "completed",
      "exited",
      "stopped",
      "stuck",
      "held",
      "paused",
      "waiting",
      "limit",
      "notStarted",
      "unknown",
    ]),
    reason: z.string(),
    startedAt: timeSchema.nullable(),
    endedAt: timeSchema,
    /** Each visit of a node, in order. */
    steps: z.array(
      z.strictObject({
        visit: z.int(),
        nodeId: z.string(),
        type: z.string(),
        enteredAt: timeSchema,
        leftAt: timeSchema.optional(),
        outlet: z.string().optional(),
        why: z.string(),
      }),
    ),
    transitions: z.array(simulatedTransitionSchema),
    /** What would have been said, rendered. */
    sends: z.array(
      z.strictObject({
        at: timeSchema,
        nodeId: z.string(),
        visit: z.int(),
        channel: z.string(),
        text: z.string().optional(),
        subject: z.string().optional(),
        html: z.string().optional(),
        template: z.string().optional(),
        buttons: z.array(z.string()),
        outcome: jsonObjectSchema,
      }),
    ),
    /** Everything that was asked of the outside world, messages among it. */
    effects: z.array(
      z.strictObject({
        at: timeSchema,
        nodeId: z.string(),
        visit: z.int(),
        kind: z.string(),
        effect: jsonObjectSchema,
        outcome: jsonObjectSchema,
      }),
    ),
    /** Messages and happenings that the run had no use for, by their ids. */
    untaken: z.array(z.string()),
    vars: jsonObjectSchema,
    contact: jsonObjectSchema,
    conversation: jsonObjectSchema.nullable(),
    /** Warnings about the document. */
    problems: z.array(problemSchema),
  })
  .meta({ id: "Simulation" });

export type SimulateRequest = z.output<typeof simulateSchema>;
export type SimulateInput = z.input<typeof simulateSchema>;
export type SimulationReport = z.output<typeof simulationSchema>;
