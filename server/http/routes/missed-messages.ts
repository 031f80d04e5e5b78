import { missedMessagesSchema } from "#core/api/missed-messages.ts";
import { readMissedMessages } from "#server/conversations/read-missed.ts";
import { endpoint } from "#server/http/endpoint.ts";

export const missedMessageEndpoints = [
  endpoint({
    method: "get",
    path: "/metrics/missed-messages",
    summary: "Customers who wait while nobody has their message: zero, unless something went wrong",
    tag: "Events and figures",
    permission: "metrics.view",
    result: missedMessagesSchema,
    run: ({ actor }) => readMissedMessages(actor),
  }),
];
