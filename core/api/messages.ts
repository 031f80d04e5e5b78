import { z } from "zod";
import { channelSchema, idSchema, intentGuessSchema, sentimentSchema, timeSchema } from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";

export const messageStatusSchema = z.enum([
  "received",
  "queued",
  "unknown",
  "sent",
  "delivered",
  "read",
  "failed",
  "suppressed",
]);

export const attachmentSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    contentType: z.string(),
    size: z.int(),
    url: z.string().nullable(),
  })
  .meta({ id: "Attachment" });

export const authorSchema = z.strictObject({
  kind: z.enum(["customer", "agent", "bot", "system"]),
  id: idSchema.optional(),
  name: z.string(),
});

/**
 * A reply that is held until `sendAt`. It keeps its id once it is sent. `held` is one that is on its way and can
 * still be taken back; `failed` could not go out when its time came, and says why.
 */
export const scheduledSchema = z.strictObject({
  sendAt: timeSchema,
  kind: z.enum(["scheduled", "held"]),
  onCustomerReply: z.enum(["cancel", "keep"]),
  status: z.enum(["pending", "cancelled", "failed"]),
  reason: z.string().nullable(),
});

/** Something said. A note has `note: true`, no session and no channel, and only comes with `include=notes`. */
export const messageSchema = z
  .strictObject({
    id: idSchema,
    note: z.boolean(),
    /** A note of a journey to whoever has the conversation; nobody else gets it. */
    hint: z.boolean().optional(),
    /** Place in the thread, shared by messages and notes. */
    position: z.int(),
    sessionId: idSchema.nullable(),
    channel: channelSchema.nullable(),
    direction: z.enum(["in", "out"]),
    author: authorSchema,
    text: z.string(),
    html: z.string().nullable(),
    subject: z.string().nullable(),
    attachments: z.array(attachmentSchema),
    /** Buttons, template and other things a channel adds. */
    content: jsonObjectSchema,
    status: messageStatusSchema.nullable(),
    error: z.strictObject({ code: z.string(), message: z.string(), retryable: z.boolean() }).optional(),
    sentiment: sentimentSchema.optional(),
    intent: intentGuessSchema.optional(),
    language: z.string().nullable(),
    /** Users named in a note. */
    mentions: z.array(idSchema),
    runId: idSchema.nullable(),
    nodeId: z.string().nullable(),
    at: timeSchema,
    deliveredAt: timeSchema.nullable(),
    readAt: timeSchema.nullable(),
    /** Only of a message that is not sent yet: what it waits for, and what may become of it. */
    scheduled: scheduledSchema.optional(),
  })
  .meta({ id: "Message" });

/**
 * Newest page first, each page oldest to newest, so that a thread is read backwards page by page.
 * `order=asc` reads forwards.
 */
export const messagesQuerySchema = pageQuerySchema.extend({
  include: listOf(z.enum(["notes"])).optional(),
  order: z.enum(["asc", "desc"]).default("desc"),
});

export const sendMessageSchema = z
  .strictObject({
    text: z.string().trim().max(20_000).optional(),
    attachments: z
      .array(z.strictObject({ attachment: z.string().min(1).max(100) }))
      .max(10)
      .optional(),
    /** By default the channel of the last inbound message. */
    channel: channelSchema.optional(),
    /** Internal: never sent. */
    note: z.boolean().optional(),
    mentions: z.array(idSchema).max(50).optional(),
    /** The last message the author had seen: someone's later reply refuses this one with `reply_conflict`. */
    lastSeenMessageId: idSchema.optional(),
    /** Sends it then: until that it can be changed and taken back. */
    sendAt: timeSchema.optional(),
    /** Of a scheduled reply: whether it still goes out when the customer has written meanwhile. */
    onCustomerReply: z.enum(["cancel", "keep"]).optional(),
    /** Holds the reply for so long, in which `DELETE /messages/{id}` takes it back. */
    undoSeconds: z.int().min(0).max(30).optional(),
  })
  .refine((body) => Boolean(body.text) || (body.attachments?.length ?? 0) > 0, {
    error: "Write a text or add an attachment",
    path: ["text"],
  });

/** `GET /conversations/{id}/scheduled-messages`: those that wait, soonest first; `all` adds what came to nothing. */
export const scheduledMessagesQuerySchema = pageQuerySchema.extend({ all: flagSchema.optional() });

/** `PATCH /messages/{id}`: changes a reply that is not sent yet. */
export const patchScheduledSchema = z.strictObject({
  text: z.string().trim().min(1).max(20_000).optional(),
  sendAt: timeSchema.optional(),
  onCustomerReply: z.enum(["cancel", "keep"]).optional(),
  channel: channelSchema.optional(),
});

export type Message = z.output<typeof messageSchema>;
export type MessageStatus = z.output<typeof messageStatusSchema>;
export type SendMessage = z.input<typeof sendMessageSchema>;
