import { backtestReportSchema, backtestSchema } from "#core/api/backtest.ts";
import { simulateSchema, simulationSchema } from "#core/api/simulate.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { backtestJourney } from "#server/journeys/backtest-journey.ts";
import { simulateJourney } from "#server/journeys/simulate-journey.ts";

const tag = "Journeys";

/** Calls that play a journey without doing anything. */
export const simulationEndpoints = [
  endpoint({
    method: "post",
    path: "/journeys/{id}/simulate",
    summary:
      "Play the draft or a version under a virtual clock; nothing is sent. 422 with its problems when it has errors",
    tag,
    permission: "journeys.view",
    body: simulateSchema,
    result: simulationSchema,
    run: ({ actor, params, body }) => simulateJourney(actor, params.id, body),
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/backtest",
    summary: "What the draft would have done with past conversations, beside what happened",
    tag,
    permission: "journeys.view",
    body: backtestSchema,
    result: backtestReportSchema,
    run: ({ actor, params, body }) => backtestJourney(actor, params.id, body),
  }),
];
