import { z } from "zod";
import { NOTIFICATION_KINDS } from "#core/api/collaboration.ts";
import { idSchema, timeSchema } from "#core/api/fields.ts";
import { flagSchema, pageOf, pageQuerySchema } from "#core/api/page.ts";

/** Something that the signed-in person is to know of. */
export const notificationSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(NOTIFICATION_KINDS),
    text: z.string(),
    contactId: idSchema.nullable(),
    conversationId: idSchema.nullable(),
    runId: idSchema.nullable(),
    readAt: timeSchema.nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: "Notification" });

export const notificationsSchema = pageOf(notificationSchema).extend({
  /** Of all, not only of this page. */
  unread: z.int(),
});

export const notificationsQuerySchema = pageQuerySchema.extend({ unread: flagSchema.optional() });

export const readNotificationsSchema = z.strictObject({
  /** Absent: all of them. */
  ids: z.array(idSchema).max(200).optional(),
});

export type Notification = z.output<typeof notificationSchema>;
export type Notifications = z.output<typeof notificationsSchema>;
