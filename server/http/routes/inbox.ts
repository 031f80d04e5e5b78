import { bulkOutcomeSchema, bulkSchema, takeBackSchema } from "#core/api/bulk.ts";
import { draftsSchema, saveDraftSchema } from "#core/api/drafts.ts";
import {
  createMacroSchema,
  macroOutcomeSchema,
  macroSchema,
  patchMacroSchema,
  runMacroSchema,
} from "#core/api/macros.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import { searchHitSchema, searchMessagesQuerySchema } from "#core/api/search.ts";
import { createViewSchema, patchViewSchema, viewSchema, viewsQuerySchema } from "#core/api/views.ts";
import { bulkAction } from "#server/conversations/bulk-action.ts";
import { readDrafts, saveDraft } from "#server/conversations/drafts.ts";
import { runMacro } from "#server/conversations/run-macro.ts";
import { searchMessages } from "#server/conversations/search-messages.ts";
import { takeBack } from "#server/conversations/undo.ts";
import * as views from "#server/conversations/views.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";
import { mergeEndpoints } from "#server/http/routes/conversation-merges.ts";
import { followUpEndpoints } from "#server/http/routes/follow-ups.ts";
import { surveyEndpoints } from "#server/http/routes/surveys.ts";
import * as macros from "#server/library/macros.ts";

const tag = "Inbox";

/** What agents have beside the conversations themselves. */
export const inboxEndpoints = [
  ...mergeEndpoints,
  ...surveyEndpoints,
  ...followUpEndpoints,
  ...resource({
    path: "/views",
    names: ["saved view of the inbox", "saved views of the inbox"],
    tag,
    view: "conversations.view",
    edit: "conversations.view",
    item: viewSchema,
    create: createViewSchema,
    patch: patchViewSchema,
    query: viewsQuerySchema,
    run: {
      list: views.listViews,
      get: views.getView,
      create: views.createView,
      patch: views.patchView,
      remove: views.deleteView,
    },
  }),
  ...resource({
    path: "/macros",
    names: ["macro", "macros"],
    tag,
    view: "conversations.view",
    edit: "content.edit",
    item: macroSchema,
    create: createMacroSchema,
    patch: patchMacroSchema,
    query: pageQuerySchema,
    run: {
      list: macros.listMacros,
      get: macros.getMacro,
      create: macros.createMacro,
      patch: macros.patchMacro,
      remove: macros.deleteMacro,
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/macros/{key}",
    summary: "Do all of a macro's actions, or none; what cannot be done is named by its place",
    tag,
    permission: "conversations.reply",
    body: runMacroSchema,
    bodyOptional: true,
    result: macroOutcomeSchema,
    run: ({ actor, params, body }) => runMacro(actor, params.id, params.key, body),
  }),
  endpoint({
    method: "get",
    path: "/search/messages",
    summary: "Full-text search over all that was said, names and subjects; a short page may have a next one",
    tag,
    permission: "conversations.view",
    query: searchMessagesQuerySchema,
    result: pageOf(searchHitSchema),
    run: ({ actor, query }) => searchMessages(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/conversations/bulk",
    summary: "One change to up to 500 conversations, by ids or a filter, each with an outcome of its own",
    tag,
    permission: "conversations.view",
    body: bulkSchema,
    result: bulkOutcomeSchema,
    run: ({ actor, body }) => bulkAction(actor, body),
  }),
  endpoint({
    method: "post",
    path: "/conversations/undo",
    summary: "Take a bulk action or macro back, within ten minutes, where nobody has changed the same since",
    tag,
    permission: "conversations.view",
    body: takeBackSchema,
    result: bulkOutcomeSchema,
    run: ({ actor, body }) => takeBack(actor, body.token),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/draft",
    summary: "What the asking user has begun to write here, a reply and a note",
    tag,
    permission: "conversations.reply",
    result: draftsSchema,
    run: ({ actor, params }) => readDrafts(actor, params.id),
  }),
  endpoint({
    method: "put",
    path: "/conversations/{id}/draft",
    summary: "Keep what one has written so far; an empty text takes it away",
    tag,
    permission: "conversations.reply",
    body: saveDraftSchema,
    result: draftsSchema,
    run: ({ actor, params, body }) => saveDraft(actor, params.id, body),
  }),
];
