import { followUpAnswerSchema, setFollowUpSchema } from "#core/api/library.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { readFollowUp, removeFollowUp, setFollowUp } from "#server/library/follow-ups.ts";

const tag = "Inbox";
const path = "/conversations/{id}/follow-up";

export const followUpEndpoints = [
  endpoint({
    method: "get",
    path,
    summary: "When the asking user is reminded of a conversation",
    tag,
    permission: "conversations.view",
    result: followUpAnswerSchema,
    run: ({ actor, params }) => readFollowUp(actor, params.id),
  }),
  endpoint({
    method: "put",
    path,
    summary: "Be reminded at a time, unless the customer has written by then",
    tag,
    permission: "conversations.reply",
    body: setFollowUpSchema,
    result: followUpAnswerSchema,
    run: ({ actor, params, body }) => setFollowUp(actor, params.id, body),
  }),
  endpoint({
    method: "delete",
    path,
    summary: "Not to be reminded any more",
    tag,
    permission: "conversations.reply",
    run: ({ actor, params }) => removeFollowUp(actor, params.id),
  }),
];
