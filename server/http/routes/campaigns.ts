import {
  campaignRecipientSchema,
  campaignResultsSchema,
  campaignSchema,
  campaignsQuerySchema,
  cancelCampaignSchema,
  createCampaignSchema,
  launchCampaignSchema,
  patchCampaignSchema,
  pauseCampaignSchema,
  recipientsQuerySchema,
} from "#core/api/campaigns.ts";
import { emptySchema } from "#core/api/fields.ts";
import { pageOf } from "#core/api/page.ts";
import { readCampaignResults } from "#server/campaigns/campaign-results.ts";
import { launchCampaign } from "#server/campaigns/launch-campaign.ts";
import { getCampaign, listCampaigns, listRecipientsOf } from "#server/campaigns/read-campaigns.ts";
import { controlCampaign } from "#server/campaigns/steer-campaign.ts";
import { createCampaign, deleteCampaign, patchCampaign } from "#server/campaigns/write-campaigns.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";

const tag = "Campaigns";

export const campaignEndpoints = [
  ...resource({
    path: "/campaigns",
    names: ["campaign", "campaigns"],
    tag,
    view: "campaigns.view",
    edit: "campaigns.edit",
    item: campaignSchema,
    create: createCampaignSchema,
    patch: patchCampaignSchema,
    query: campaignsQuerySchema,
    run: {
      list: listCampaigns,
      get: getCampaign,
      create: createCampaign,
      patch: patchCampaign,
      remove: deleteCampaign,
    },
  }),
  endpoint({
    method: "post",
    path: "/campaigns/{id}/launch",
    summary: "Start a campaign's journey for its audience, now or when it is scheduled",
    tag,
    permission: "campaigns.launch",
    body: launchCampaignSchema,
    result: campaignSchema,
    status: 202,
    run: ({ actor, params, body }) => launchCampaign(actor, params.id, body.confirmedCount),
  }),
  endpoint({
    method: "post",
    path: "/campaigns/{id}/pause",
    summary: "Start nobody else for now; runs under way go on",
    tag,
    permission: "campaigns.launch",
    body: pauseCampaignSchema,
    bodyOptional: true,
    result: campaignSchema,
    run: ({ actor, params, body }) =>
      controlCampaign(actor, params.id, { action: "pause", ...(body.reason ? { reason: body.reason } : {}) }),
  }),
  endpoint({
    method: "post",
    path: "/campaigns/{id}/resume",
    summary: "Go on with a paused campaign",
    tag,
    permission: "campaigns.launch",
    body: emptySchema,
    bodyOptional: true,
    result: campaignSchema,
    run: ({ actor, params }) => controlCampaign(actor, params.id, { action: "resume" }),
  }),
  endpoint({
    method: "post",
    path: "/campaigns/{id}/cancel",
    summary: "Start nobody else; runs under way go on or are stopped",
    tag,
    permission: "campaigns.launch",
    body: cancelCampaignSchema,
    bodyOptional: true,
    result: campaignSchema,
    run: ({ actor, params, body }) =>
      controlCampaign(actor, params.id, {
        action: "cancel",
        stopRuns: body.runs === "stop",
        ...(body.reason ? { reason: body.reason } : {}),
      }),
  }),
  endpoint({
    method: "get",
    path: "/campaigns/{id}/results",
    summary: "What became of a campaign so far",
    tag,
    permission: "campaigns.view",
    result: campaignResultsSchema,
    run: ({ actor, params }) => readCampaignResults(actor, params.id),
  }),
  endpoint({
    method: "get",
    path: "/campaigns/{id}/recipients",
    summary: "Who gets a campaign, and why some do not",
    tag,
    permission: "campaigns.view",
    query: recipientsQuerySchema,
    result: pageOf(campaignRecipientSchema),
    run: ({ actor, params, query }) => listRecipientsOf(actor, params.id, query),
  }),
];
