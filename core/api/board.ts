import { z } from "zod";
import { channelSchema, idSchema, namedSchema, timeSchema } from "#core/api/fields.ts";
import { presenceStatusSchema } from "#core/api/people.ts";
import { slaStateSchema } from "#core/api/sla-state.ts";

/** A conversation as the board names it. */
const boardConversationSchema = z.strictObject({
  id: idSchema,
  contact: z.string().nullable(),
  channel: channelSchema,
  assignee: namedSchema.nullable(),
});

const waitingLineSchema = z.strictObject({
  /** Null: customers whose conversation has no team. */
  team: namedSchema.nullable(),
  count: z.int(),
  /** The oldest customer message there that nobody has answered. */
  since: timeSchema,
});

const boardAgentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  presence: z.strictObject({
    status: presenceStatusSchema,
    reason: z.string().nullable(),
    since: timeSchema.nullable(),
  }),
  /** Conversations in hand, and how many of them wait for an answer. */
  open: z.int(),
  waiting: z.int(),
  /** How many they are to have at once. */
  capacity: z.int(),
});

const bottleneckSchema = z.strictObject({
  kind: z.enum(["queue", "journey"]),
  id: idSchema,
  name: z.string(),
  /** In a queue: who stands there. In a journey: runs that are stuck. */
  count: z.int(),
  since: timeSchema.nullable(),
  /** Of the last hour: how many came, and how many went. */
  came: z.int(),
  went: z.int(),
});

/** All that a supervisor looks at, as it is now. */
export const boardSchema = z
  .strictObject({
    at: timeSchema,
    /** Open conversations with a customer message that nobody has answered. */
    waiting: z.strictObject({
      count: z.int(),
      since: timeSchema.nullable(),
      byTeam: z.array(waitingLineSchema),
    }),
    /** Promises that are broken and still open, warned of, or due within half an hour; the most pressing first. */
    sla: z.strictObject({
      overdue: z.int(),
      atRisk: z.int(),
      conversations: z.array(z.strictObject({ conversation: boardConversationSchema, sla: slaStateSchema })),
    }),
    agents: z.array(boardAgentSchema),
    /** Open conversations whose customer is unhappy, the unhappiest first. */
    sentiment: z.strictObject({
      count: z.int(),
      conversations: z.array(z.strictObject({ conversation: boardConversationSchema, now: z.number() })),
    }),
    /** Queues and journeys where more comes than goes, or runs are stuck; the worst first. */
    bottlenecks: z.array(bottleneckSchema),
  })
  .meta({ id: "Board" });

export const tellUserSchema = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
  /** What it is about. */
  conversationId: idSchema.optional(),
});

export type Board = z.output<typeof boardSchema>;
export type BoardAgent = z.output<typeof boardAgentSchema>;
export type BoardConversation = z.output<typeof boardConversationSchema>;
export type Bottleneck = z.output<typeof bottleneckSchema>;
