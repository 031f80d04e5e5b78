import { emptySchema } from "#core/api/fields.ts";
import {
  journeySchema,
  journeySummarySchema,
  journeysQuerySchema,
  journeyVersionSchema,
  journeyVersionSummarySchema,
  pauseJourneySchema,
  previewPublishSchema,
  publishedSchema,
  publishPreviewSchema,
  publishSchema,
  resumeJourneySchema,
  rollbackSchema,
  saveDraftSchema,
  steeredJourneySchema,
} from "#core/api/journeys.ts";
import { pageOf } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { RequestError } from "#server/http/problem.ts";
import {
  archiveJourney,
  getVersion,
  listVersions,
  pauseJourney,
  resumeJourney,
  rollbackJourney,
} from "#server/journeys/change-journey.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { deleteJourney } from "#server/journeys/delete-journey.ts";
import { getJourney, listJourneys } from "#server/journeys/get-journey.ts";
import { previewPublish, publishJourney } from "#server/journeys/publish-journey.ts";
import { saveDraft } from "#server/journeys/save-draft.ts";

const tag = "Journeys";
/** Bytes: a document may have ten thousand nodes. */
const DOCUMENT_LIMIT = 16 * 1024 * 1024;

export const journeyEndpoints = [
  endpoint({
    method: "get",
    path: "/journeys",
    summary: "List journeys",
    tag,
    permission: "journeys.view",
    query: journeysQuerySchema,
    result: pageOf(journeySummarySchema),
    run: ({ actor, query }) => listJourneys(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/journeys",
    summary: "Make a journey of a document, whole or not",
    tag,
    permission: "journeys.edit",
    body: journeyDocumentSchema,
    bodyLimit: DOCUMENT_LIMIT,
    result: journeySchema,
    status: 201,
    run: ({ actor, body }) => createJourney(actor, body),
  }),
  endpoint({
    method: "get",
    path: "/journeys/{id}",
    summary: "Read a journey: its draft and what is wrong with it",
    tag,
    permission: "journeys.view",
    result: journeySchema,
    run: async ({ actor, params }) => getJourney(actor, params.id),
  }),
  endpoint({
    method: "put",
    path: "/journeys/{id}",
    summary: "Replace the draft; 409 draft_conflict when `revision` or If-Match is no longer the draft's",
    tag,
    permission: "journeys.edit",
    body: saveDraftSchema,
    bodyLimit: DOCUMENT_LIMIT,
    result: journeySchema,
    run: ({ actor, params, body, request }) => {
      const { revision = matchOf(request), ...document } = body;
      return saveDraft(actor, params.id, document, { revision });
    },
  }),
  endpoint({
    method: "delete",
    path: "/journeys/{id}",
    summary: "Remove a journey that was never published",
    tag,
    permission: "journeys.edit",
    run: ({ actor, params }) => deleteJourney(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/publish",
    summary: "Make the draft a version; 422 with its problems when it has errors",
    tag,
    permission: "journeys.publish",
    body: publishSchema,
    bodyOptional: true,
    result: publishedSchema,
    run: ({ actor, params, body }) => publishJourney(actor, params.id, body),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/publish/preview",
    summary: "What publishing the draft with migrate would do to the runs under way; changes nothing",
    tag,
    permission: "journeys.view",
    body: previewPublishSchema,
    bodyOptional: true,
    result: publishPreviewSchema,
    run: ({ actor, params, body }) => previewPublish(actor, params.id, body.nodeMap),
  }),
  endpoint({
    method: "get",
    path: "/journeys/{id}/versions",
    summary: "List a journey's versions, the newest first",
    tag,
    permission: "journeys.view",
    result: pageOf(journeyVersionSummarySchema),
    run: async ({ actor, params }) => ({ data: await listVersions(actor, params.id), nextCursor: null }),
  }),
  endpoint({
    method: "get",
    path: "/journeys/{id}/versions/{n}",
    summary: "Read a version with its document",
    tag,
    permission: "journeys.view",
    result: journeyVersionSchema,
    run: ({ actor, params }) => getVersion(actor, params.id, versionOf(params.n)),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/pause",
    summary: "Start no more runs; with holdRuns, those under way are paused too",
    tag,
    permission: "journeys.publish",
    body: pauseJourneySchema,
    bodyOptional: true,
    result: steeredJourneySchema,
    run: ({ actor, params, body }) => pauseJourney(actor, params.id, body),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/resume",
    summary: "Start runs again; those that the pause had held go on",
    tag,
    permission: "journeys.publish",
    body: resumeJourneySchema,
    bodyOptional: true,
    result: steeredJourneySchema,
    run: ({ actor, params, body }) => resumeJourney(actor, params.id, body),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/archive",
    summary: "Put a journey away; runs under way go on to their end",
    tag,
    permission: "journeys.publish",
    body: emptySchema,
    bodyOptional: true,
    result: journeySchema,
    run: ({ actor, params }) => archiveJourney(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/rollback",
    summary: "Start new runs on an earlier version: the one named, else the one before",
    tag,
    permission: "journeys.publish",
    body: rollbackSchema,
    bodyOptional: true,
    result: steeredJourneySchema,
    run: ({ actor, params, body }) => rollbackJourney(actor, params.id, body),
  }),
];

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError("not_found", "There is no such version.");
  return Number(text);
}

/** The revision named by If-Match, as `"7"` or `7`; `*` and nothing name none. */
function matchOf(request: Request): number | undefined {
  const header = request.headers.get("if-match");
  if (header === null || header === "*") return undefined;
  const revision = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (revision === undefined) {
    throw new RequestError(400, "invalid_request", "If-Match takes the draft's revision, such as 7.");
  }
  return Number(revision);
}
