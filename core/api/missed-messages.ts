import { z } from "zod";
import { channelSchema, idSchema, timeSchema } from "#core/api/fields.ts";

/**
 * Customers who wait while nobody and nothing has their message: not answered, in no queue, not owned, not snoozed,
 * not in a journey. Zero, unless something went wrong.
 */
export const missedMessagesSchema = z
  .strictObject({
    count: z.int(),
    /** The longest waiting first; a hundred at most. */
    conversations: z.array(
      z.strictObject({
        id: idSchema,
        contact: z.strictObject({ id: idSchema, name: z.string().nullable() }),
        channel: channelSchema,
        waitingSince: timeSchema,
      }),
    ),
    /** How many were found and put right in the last seven days. */
    mendedLately: z.int(),
    at: timeSchema,
  })
  .meta({ id: "MissedMessages" });

export type MissedMessages = z.output<typeof missedMessagesSchema>;
