import { z } from "zod";
import { conversationsQuerySchema } from "#core/api/conversations.ts";
import { channelSchema, idSchema, timeSchema } from "#core/api/fields.ts";
import { authorSchema } from "#core/api/messages.ts";
import { listOf } from "#core/api/page.ts";

/** `GET /search/messages`: what was said, newest first, with the filters of the conversations it was said in. */
export const searchMessagesQuerySchema = conversationsQuerySchema
  .omit({ q: true, sort: true, waiting: true, mentions: true })
  .extend({
    /** Words that all occur, in any order; a phrase in quotes; `-word` leaves out. */
    q: z.string().trim().max(200).default(""),
    /** By default all of them. */
    in: listOf(z.enum(["messages", "notes", "names", "subjects"])).optional(),
    author: listOf(z.enum(["customer", "agent", "bot", "system"])).optional(),
    /** Said at this time or later, and before. */
    from: timeSchema.optional(),
    until: timeSchema.optional(),
  });

/** A place in an excerpt: UTF-16 units, as a JavaScript string counts. */
const rangeSchema = z.strictObject({ from: z.int(), to: z.int() });

/** One find: a message or note, a contact's name or address, or a subject. */
export const searchHitSchema = z
  .strictObject({
    kind: z.enum(["message", "note", "name", "subject"]),
    conversation: z.strictObject({
      id: idSchema,
      status: z.enum(["new", "in_progress", "snoozed", "resolved", "spam"]),
      channel: channelSchema,
      subject: z.string().nullable(),
      contact: z.strictObject({ id: idSchema, name: z.string().nullable() }),
      assignee: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
      lastActivityAt: timeSchema,
    }),
    /** Of a message or note, to open the thread there. */
    messageId: idSchema.nullable(),
    position: z.int().nullable(),
    author: authorSchema.nullable(),
    excerpt: z.string(),
    highlights: z.array(rangeSchema),
    at: timeSchema,
  })
  .meta({ id: "SearchHit" });

export type SearchMessagesQuery = z.output<typeof searchMessagesQuerySchema>;
export type SearchHit = z.output<typeof searchHitSchema>;
