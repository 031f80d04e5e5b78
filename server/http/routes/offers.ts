import { emptySchema } from "#core/api/fields.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { declineOffer } from "#server/routing/refuse-offer.ts";

/** An offer is accepted by claiming the conversation. */
export const offerEndpoints = [
  endpoint({
    method: "post",
    path: "/conversations/{id}/decline",
    summary: "Decline a conversation that is offered to oneself: it goes on to the next",
    tag: "Conversations",
    permission: "conversations.reply",
    body: emptySchema,
    bodyOptional: true,
    run: ({ actor, params }) => declineOffer(actor, params.id),
  }),
];
