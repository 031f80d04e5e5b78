import { haltSchema, resumeSendingSchema, sendingSchema } from "#core/api/sending.ts";
import { breakerSchema } from "#core/sending/circuit-breaker.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { haltSending, resumeSending } from "#server/sending/halt-sending.ts";
import { getSending, saveBreaker } from "#server/sending/read-sending.ts";

const tag = "Sending";

export const sendingEndpoints = [
  endpoint({
    method: "get",
    path: "/sending",
    summary: "What is halted now, and when the circuit breaker trips",
    tag,
    permission: "journeys.view",
    result: sendingSchema,
    run: ({ actor }) => getSending(actor),
  }),
  endpoint({
    method: "post",
    path: "/sending/halt",
    summary:
      "The kill switch: send nothing more, for the workspace or a journey; runs wait with their messages",
    tag,
    permission: "sending.halt",
    body: haltSchema,
    bodyOptional: true,
    result: sendingSchema,
    run: ({ actor, body }) => haltSending(actor, body),
  }),
  endpoint({
    method: "post",
    path: "/sending/resume",
    summary: "Send again, beginning with what was held",
    tag,
    permission: "sending.halt",
    body: resumeSendingSchema,
    bodyOptional: true,
    result: sendingSchema,
    run: ({ actor, body }) => resumeSending(actor, body),
  }),
  endpoint({
    method: "put",
    path: "/sending/breaker",
    summary: "Set when the circuit breaker pauses a journey",
    tag,
    permission: "workspace.edit",
    body: breakerSchema,
    result: sendingSchema,
    run: ({ actor, body }) => saveBreaker(actor, body),
  }),
];
