import { z } from "zod";
import {
  channelSchema,
  idSchema,
  keyedSchema,
  localeSchema,
  namedSchema,
  timeSchema,
} from "#core/api/fields.ts";
import { writeRulesSchema } from "#core/api/routing-rules.ts";
import { keySchema } from "#core/journey/names.ts";

/** Decisions of one replay; of more, the first ones count. */
export const MOST_REPLAYED = 10_000;

const prioritySchema = z.enum(["low", "normal", "high", "urgent"]);

/** A conversation that is made up to see who would get it. */
export const madeUpConversationSchema = z.strictObject({
  channel: channelSchema,
  intent: keySchema.nullable().default(null),
  intentConfidence: z.number().min(0).max(1).default(1),
  /** −1 to 1. */
  sentiment: z.number().min(-1).max(1).nullable().default(null),
  language: localeSchema.nullable().default(null),
  tier: z.string().trim().min(1).max(100).nullable().default(null),
  priority: prioritySchema.default("normal"),
  tags: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
});

/** Exactly one of `conversationId` and `conversation`. `rules` are asked instead of those that are saved. */
export const testRoutingRulesSchema = z
  .strictObject({
    rules: writeRulesSchema.optional(),
    conversationId: idSchema.optional(),
    conversation: madeUpConversationSchema.optional(),
  })
  .refine((body) => (body.conversationId === undefined) !== (body.conversation === undefined), {
    path: ["conversation"],
    error: "Name a conversation by conversationId, or describe one",
  });

/** A rule by its place among those that were asked, from 0. */
const matchedRuleSchema = z.strictObject({ index: z.int(), name: z.string() });

export const routingTestSchema = z
  .strictObject({
    outcome: z.enum(["agent", "queued", "journey", "nobody"]),
    /** The rule that decided; null where none fits. */
    rule: matchedRuleSchema.nullable(),
    strategy: z.string(),
    reason: z.string(),
    agent: namedSchema.nullable(),
    team: keyedSchema.nullable(),
    journey: z.string().nullable(),
    priority: prioritySchema,
    mode: z.enum(["direct", "offer"]),
    candidates: z.array(
      z.strictObject({
        user: namedSchema,
        eligible: z.boolean(),
        excludedBy: z.string().nullable(),
        rank: z.int().nullable(),
        score: z.number().nullable(),
        openCount: z.int(),
      }),
    ),
  })
  .meta({ id: "RoutingTest" });

export const replayRoutingRulesSchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema,
    rules: writeRulesSchema.optional(),
    /** Of the differing ones: how many are listed, and how many before them are left out. */
    limit: z.int().min(0).max(500).default(50),
    offset: z.int().min(0).max(MOST_REPLAYED).default(0),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "Write a time after “from”",
  });

const comparedSchema = z.strictObject({ before: z.int(), after: z.int() });

const outcomeSchema = z.strictObject({
  outcome: z.enum(["agent", "queued", "journey", "nobody"]),
  rule: z.string().nullable(),
  team: keyedSchema.nullable(),
  agent: namedSchema.nullable(),
  journey: z.string().nullable(),
  reason: z.string(),
});

export const routingReplaySchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema,
    /** How many decisions were looked at, of conversations that the caller may see. */
    decisions: z.int(),
    /** There were more than one replay looks at, or it took too long. */
    truncated: z.boolean(),
    same: z.int(),
    different: z.int(),
    /** Decisions that do not say enough of what they saw to be made once more. */
    incomplete: z.int(),
    /** Decisions that found nobody. */
    unroutable: comparedSchema,
    teams: z.array(comparedSchema.extend({ team: keyedSchema.nullable() })),
    agents: z.array(comparedSchema.extend({ agent: namedSchema.nullable() })),
    /** Fields that the rules ask for and decisions do not keep: as they are today. */
    assumed: z.array(z.string()),
    differences: z.array(
      z.strictObject({
        decisionId: idSchema,
        conversationId: idSchema,
        contact: z.strictObject({ id: idSchema, name: z.string().nullable() }),
        decidedAt: timeSchema,
        before: outcomeSchema,
        after: outcomeSchema,
      }),
    ),
    nextOffset: z.int().nullable(),
  })
  .meta({ id: "RoutingReplay" });

export type MadeUpConversation = z.output<typeof madeUpConversationSchema>;
export type TestRoutingRules = z.output<typeof testRoutingRulesSchema>;
export type RoutingTest = z.output<typeof routingTestSchema>;
export type ReplayRoutingRules = z.output<typeof replayRoutingRulesSchema>;
export type RoutingReplay = z.output<typeof routingReplaySchema>;
