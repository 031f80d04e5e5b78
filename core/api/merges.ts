import { z } from "zod";
import { conversationSchema } from "#core/api/conversations.ts";
import { idSchema, timeSchema } from "#core/api/fields.ts";

/** `POST /conversations/{id}/merge`: all of it goes into another conversation of the same contact. */
export const mergeConversationSchema = z.strictObject({ into: idSchema });

/** `POST /conversations/{id}/split`: from a message on, or some messages, become a conversation of their own. */
export const splitConversationSchema = z
  .strictObject({
    /** This message and all that follow it. */
    fromMessageId: idSchema.optional(),
    /** Messages and notes. */
    messageIds: z.array(idSchema).min(1).max(500).optional(),
    subject: z.string().trim().min(1).max(500).optional(),
  })
  .refine((body) => (body.fromMessageId === undefined) !== (body.messageIds === undefined), {
    error: "Name the first message to take along, or all of them",
    path: ["fromMessageId"],
  });

export const conversationMergeSchema = z
  .strictObject({
    id: idSchema,
    /** The survivor. */
    intoId: idSchema,
    mergedId: idSchema,
    mergedAt: timeSchema,
    undoneAt: timeSchema.nullable(),
  })
  .meta({ id: "ConversationMerge" });

/** `conversation` is the one to go on with: the survivor, or the new one. */
export const mergeOutcomeSchema = z.strictObject({
  conversation: conversationSchema,
  merge: conversationMergeSchema,
});
