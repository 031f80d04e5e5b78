import { z } from "zod";
import {
  notificationsQuerySchema,
  notificationsSchema,
  readNotificationsSchema,
} from "#core/api/notifications.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { listNotifications, readNotifications } from "#server/notifications/read-notifications.ts";

const tag = "Notifications";

export const notificationEndpoints = [
  endpoint({
    method: "get",
    path: "/notifications",
    summary: "What the signed-in person is to know of",
    tag,
    permission: null,
    query: notificationsQuerySchema,
    result: notificationsSchema,
    run: ({ actor, query }) => listNotifications(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/notifications/read",
    summary: "Mark one’s notifications as read",
    tag,
    permission: null,
    body: readNotificationsSchema,
    bodyOptional: true,
    result: z.strictObject({ unread: z.int() }),
    run: ({ actor, body }) => readNotifications(actor, body),
  }),
];
