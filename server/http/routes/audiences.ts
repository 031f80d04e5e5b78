import {
  audiencePreviewQuerySchema,
  audiencePreviewSchema,
  audienceSchema,
  audiencesQuerySchema,
  createAudienceSchema,
  patchAudienceSchema,
  tryConditionSchema,
} from "#core/api/audiences.ts";
import * as audiences from "#server/audiences/audiences.ts";
import { previewAudience, previewCondition } from "#server/audiences/preview-audience.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";

const tag = "Audiences";

export const audienceEndpoints = [
  endpoint({
    method: "post",
    path: "/audiences/preview",
    summary: "Count the contacts that fulfil a condition, and show some, without saving it",
    tag,
    permission: "campaigns.view",
    query: audiencePreviewQuerySchema,
    body: tryConditionSchema,
    result: audiencePreviewSchema,
    run: ({ actor, query, body }) => previewCondition(actor, body.condition, query.sample),
  }),
  ...resource({
    path: "/audiences",
    names: ["audience", "audiences"],
    tag,
    view: "campaigns.view",
    edit: "campaigns.edit",
    item: audienceSchema,
    create: createAudienceSchema,
    patch: patchAudienceSchema,
    query: audiencesQuerySchema,
    run: {
      list: audiences.listAudiences,
      get: audiences.getAudience,
      create: audiences.createAudience,
      patch: audiences.patchAudience,
      remove: audiences.archiveAudience,
    },
  }),
  endpoint({
    method: "get",
    path: "/audiences/{id}/preview",
    summary: "Count an audience now and show some of its members",
    tag,
    permission: "campaigns.view",
    query: audiencePreviewQuerySchema,
    result: audiencePreviewSchema,
    run: ({ actor, params, query }) => previewAudience(actor, params.id, query.sample),
  }),
];
