import { z } from "zod";
import {
  channelSchema,
  idSchema,
  intentGuessSchema,
  keyedSchema,
  namedSchema,
  tagsSchema,
  timeSchema,
} from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { slaStateSchema } from "#core/api/sla-state.ts";
import { jsonObjectSchema, jsonSchema } from "#core/bounded-json.ts";

export const conversationStatusSchema = z.enum(["new", "in_progress", "snoozed", "resolved", "spam"]);
export const prioritySchema = z.enum(["low", "normal", "high", "urgent"]);
export const handlerSchema = z.enum(["bot", "human", "none"]);

export const conversationSchema = z
  .strictObject({
    id: idSchema,
    status: conversationStatusSchema,
    quiet: z.boolean(),
    isTest: z.boolean(),
    contact: z.strictObject({
      id: idSchema,
      name: z.string().nullable(),
      identities: z.array(
        z.strictObject({ channel: channelSchema, address: z.string(), verified: z.boolean() }),
      ),
    }),
    /** Whom it is about, when the one who writes speaks for somebody else. */
    about: z.strictObject({ id: idSchema, name: z.string().nullable() }).nullable(),
    assignee: namedSchema.nullable(),
    team: keyedSchema.nullable(),
    handler: handlerSchema,
    channel: channelSchema,
    startedChannel: channelSchema,
    priority: prioritySchema,
    intent: intentGuessSchema.nullable(),
    /** Scores from −1 to 1; null until something was analysed. */
    sentiment: z.strictObject({
      start: z.number().nullable(),
      now: z.number().nullable(),
      trend: z.number().nullable(),
    }),
    waitingSince: timeSchema.nullable(),
    /** The promise that falls due next; null where nothing is promised, or all is kept. */
    sla: slaStateSchema.nullable(),
    tags: z.array(z.string()),
    attributes: jsonObjectSchema,
    memory: jsonObjectSchema,
    subject: z.string().nullable(),
    summary: z.string().nullable(),
    language: z.string().nullable(),
    lastMessagePreview: z.string().nullable(),
    lastActivityAt: timeSchema,
    /** Messages past where the asking user has read; null for API keys. */
    unread: z.int().nullable(),
    snoozedUntil: timeSchema.nullable(),
    resolvedAt: timeSchema.nullable(),
    resolvedReason: z.string().nullable(),
    reopenedCount: z.int(),
    previousConversationId: idSchema.nullable(),
    mergedIntoId: idSchema.nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: "Conversation" });

export const conversationsQuerySchema = pageQuerySchema.extend({
  status: listOf(conversationStatusSchema).optional(),
  /** A user's id or e-mail, `me`, or `none`. */
  assignee: z.string().max(254).optional(),
  /** A team's id or key, or `none`. */
  team: z.string().max(100).optional(),
  channel: listOf(channelSchema).optional(),
  intent: listOf(z.string().max(63)).optional(),
  sentiment: listOf(z.enum(["negative", "neutral", "positive"])).optional(),
  /** Id or key of a journey that has or had a run in the conversation. */
  journey: z.string().max(100).optional(),
  priority: listOf(prioritySchema).optional(),
  /** Any one of them. */
  tag: listOf(z.string().max(100)).optional(),
  contact: idSchema.optional(),
  /** Words of messages and notes, a name, or an address. */
  q: z.string().max(200).optional(),
  waiting: flagSchema.optional(),
  /** Conversations we started and nobody has answered: left out unless asked for. */
  quiet: flagSchema.optional(),
  test: flagSchema.optional(),
  /** Only those in which the asking user was named in a note. */
  mentions: flagSchema.optional(),
  sort: z.enum(["activity", "waiting", "created"]).default("activity"),
});

export const patchConversationSchema = z.strictObject({
  priority: prioritySchema.optional(),
  tags: tagsSchema.optional(),
  subject: z.string().max(500).nullable().optional(),
  intent: z.string().max(63).nullable().optional(),
  /** Merged; a null removes one. */
  attributes: jsonObjectSchema.optional(),
  memory: jsonObjectSchema.optional(),
  status: z.enum(["in_progress", "spam"]).optional(),
});

export const participantSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(["customer", "agent", "supervisor", "bot"]),
    name: z.string().nullable(),
    contactId: idSchema.nullable(),
    userId: idSchema.nullable(),
    journeyId: idSchema.nullable(),
    speaksForId: idSchema.nullable(),
    joinedAt: timeSchema,
    leftAt: timeSchema.nullable(),
  })
  .meta({ id: "Participant" });

export const sessionSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(["chat", "exchange", "call", "bot"]),
    channel: channelSchema,
    account: keyedSchema.nullable(),
    address: z.string().nullable(),
    direction: z.enum(["in", "out"]),
    runId: idSchema.nullable(),
    verificationLevel: z.int(),
    verifiedBy: z.string().nullable(),
    verificationExpiresAt: timeSchema.nullable(),
    startedAt: timeSchema,
    lastActivityAt: timeSchema,
    endedAt: timeSchema.nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: "Session" });

export const routingCandidateSchema = z.strictObject({
  user: namedSchema,
  eligible: z.boolean(),
  excludedBy: z.string().nullable(),
  rank: z.int().nullable(),
  score: z.number().nullable(),
  openCount: z.int(),
  detail: jsonSchema,
});

/** Why a conversation went where it went. */
export const routingDecisionSchema = z
  .strictObject({
    id: idSchema,
    strategy: z.string(),
    outcome: z.enum(["agent", "queued", "journey", "nobody"]),
    reason: z.string(),
    chosenUser: namedSchema.nullable(),
    chosenTeam: keyedSchema.nullable(),
    chosenJourney: keyedSchema.nullable(),
    /** The rule that decided, of which set; null where none did. `name` is null for a rule that is gone since. */
    rule: z
      .strictObject({
        id: idSchema,
        name: z.string().nullable(),
        set: keyedSchema.nullable(),
        revision: z.int().nullable(),
      })
      .nullable(),
    inputs: jsonObjectSchema,
    candidates: z.array(routingCandidateSchema),
    runId: idSchema.nullable(),
    decidedAt: timeSchema,
  })
  .meta({ id: "RoutingDecision" });

/** At most one agent and one team; both null unassigns. */
export const assignSchema = z
  .strictObject({
    /** Id or e-mail; null takes the conversation from whoever has it. */
    assignee: z.string().min(1).max(254).nullable().optional(),
    /** Id or key. */
    team: z.string().min(1).max(100).nullable().optional(),
    note: z.string().max(5000).optional(),
  })
  .refine((body) => body.assignee !== undefined || body.team !== undefined, {
    error: "Name an assignee, a team, or both",
  });

/** Until a time, or with null until the customer writes. */
export const snoozeSchema = z.strictObject({ until: timeSchema.nullable() });
export const resolveSchema = z.strictObject({
  reason: z.string().trim().min(1).max(200).default("resolved"),
});
export const readMarkSchema = z.strictObject({ messageId: idSchema.optional() });

export type Conversation = z.output<typeof conversationSchema>;
export type ConversationsQuery = z.output<typeof conversationsQuerySchema>;
export type PatchConversation = z.input<typeof patchConversationSchema>;
export type Participant = z.output<typeof participantSchema>;
export type ConversationSession = z.output<typeof sessionSchema>;
export type RoutingDecision = z.output<typeof routingDecisionSchema>;
export type AssignConversation = z.input<typeof assignSchema>;
