import { pageOf } from "#core/api/page.ts";
import { analysisSchema, analyzeSchema, customActivitySchema, referencesSchema } from "#core/api/studio.ts";
import { analyseText } from "#server/analysis/analyse-text.ts";
import { guessIntent } from "#server/analysis/workspace-intents.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { customActivityCatalogue } from "#server/journeys/custom-activity-catalogue.ts";
import { listReferences } from "#server/journeys/list-references.ts";

const tag = "Journeys";

export const studioEndpoints = [
  endpoint({
    method: "get",
    path: "/references",
    summary: "Everything a journey's config can name by key, by kind",
    tag,
    permission: "journeys.view",
    result: referencesSchema,
    run: ({ actor }) => listReferences(actor),
  }),
  endpoint({
    method: "get",
    path: "/custom-activities",
    summary: "The developers' own activities, each a node in the palette",
    tag,
    permission: "journeys.view",
    result: pageOf(customActivitySchema),
    run: async () => ({ data: Object.values(customActivityCatalogue()), nextCursor: null }),
  }),
  endpoint({
    method: "post",
    path: "/analyze",
    summary: "Sentiment, intent and language of a text, by the workspace's models",
    tag,
    permission: "conversations.view",
    body: analyzeSchema,
    result: analysisSchema,
    run: async ({ actor, body }) => {
      const { sentiment, language } = await analyseText(body.text);
      return { sentiment, intent: await guessIntent(actor, body.text), language };
    },
  }),
];
