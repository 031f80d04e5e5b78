import { z } from "zod";
import { channelSchema, idSchema, timeSchema } from "#core/api/fields.ts";

/** What one person has begun to write in a conversation. `PUT` with an empty text takes it away. */
export const draftSchema = z
  .strictObject({
    conversationId: idSchema,
    /** Which tab of the composer it stands in: each keeps its own. */
    mode: z.enum(["reply", "note"]),
    text: z.string(),
    channel: channelSchema.nullable(),
    /** Rises with each save. */
    revision: z.int(),
    updatedAt: timeSchema,
  })
  .meta({ id: "Draft" });

/** `GET` and `PUT /conversations/{id}/draft`: none, one or both. */
export const draftsSchema = z.strictObject({ data: z.array(draftSchema) });

export const saveDraftSchema = z.strictObject({
  mode: z.enum(["reply", "note"]).default("reply"),
  text: z.string().max(20_000),
  channel: channelSchema.nullable().optional(),
  /** The revision it was written over: a later one, from another browser, refuses this with `conflict`. */
  revision: z.int().min(0).optional(),
});

export type Draft = z.output<typeof draftSchema>;
