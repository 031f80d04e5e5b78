import {
  addExampleSchema,
  createIntentSchema,
  intentSchema,
  patchIntentSchema,
  triedIntentsSchema,
  tryIntentsSchema,
} from "#core/api/intents.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { addExample } from "#server/library/intent-examples.ts";
import * as intents from "#server/library/intents.ts";
import { tryIntents } from "#server/library/try-intents.ts";

const tag = "Library";
const edit = "routing.edit";

/** An intent is named by its id or its key. */
export const intentEndpoints = [
  endpoint({
    method: "get",
    path: "/intents",
    summary: "List intents, with how often each was met lately and what troubles it",
    tag,
    permission: "conversations.view",
    query: pageQuerySchema,
    result: pageOf(intentSchema),
    run: ({ actor, query }) => intents.listIntents(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/intents",
    summary: "Add an intent",
    tag,
    permission: edit,
    body: createIntentSchema,
    result: intentSchema,
    status: 201,
    bodyLimit: 4_000_000,
    run: ({ actor, body }) => intents.createIntent(actor, body),
  }),
  endpoint({
    method: "post",
    path: "/intents/try",
    summary: "What a text would be taken for, with the runners-up",
    tag,
    permission: "conversations.view",
    body: tryIntentsSchema,
    result: triedIntentsSchema,
    run: ({ actor, body }) => tryIntents(actor, body.text),
  }),
  endpoint({
    method: "get",
    path: "/intents/{intent}",
    summary: "Read an intent",
    tag,
    permission: "conversations.view",
    result: intentSchema,
    run: ({ actor, params }) => intents.getIntent(actor, params.intent),
  }),
  endpoint({
    method: "patch",
    path: "/intents/{intent}",
    summary: "Change an intent",
    tag,
    permission: edit,
    body: patchIntentSchema,
    result: intentSchema,
    bodyLimit: 4_000_000,
    run: ({ actor, params, body }) => intents.patchIntent(actor, params.intent, body),
  }),
  endpoint({
    method: "delete",
    path: "/intents/{intent}",
    summary: "Remove an intent; refused while something live names it",
    tag,
    permission: edit,
    run: ({ actor, params }) => intents.archiveIntent(actor, params.intent),
  }),
  endpoint({
    method: "post",
    path: "/intents/{intent}/examples",
    summary: "Teach an intent an example: words, or a customer's message",
    tag,
    permission: edit,
    body: addExampleSchema,
    result: intentSchema,
    run: ({ actor, params, body }) => addExample(actor, params.intent, body),
  }),
];
