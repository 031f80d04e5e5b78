import { pageOf } from "#core/api/page.ts";
import { controlRunSchema, runDetailSchema, runSchema, runsQuerySchema, stepSchema } from "#core/api/runs.ts";
import { AppError } from "#core/errors.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { getRun, listRunSteps } from "#server/journeys/get-run.ts";
import { listRuns } from "#server/journeys/list-runs.ts";

const tag = "Runs";

export const runEndpoints = [
  endpoint({
    method: "get",
    path: "/runs",
    summary: "List runs",
    tag,
    permission: "runs.view",
    query: runsQuerySchema,
    result: pageOf(runSchema),
    run: ({ actor, query }) => listRuns(actor, query),
  }),
  endpoint({
    method: "get",
    path: "/runs/{id}",
    summary: "Read a run with its variables",
    tag,
    permission: "runs.view",
    result: runDetailSchema,
    run: ({ actor, params }) => getRun(actor, params.id),
  }),
  endpoint({
    method: "get",
    path: "/runs/{id}/steps",
    summary: "A run's timeline: every visit to a node with its why",
    tag,
    permission: "runs.view",
    result: pageOf(stepSchema),
    run: async ({ actor, params }) => ({ data: await listRunSteps(actor, params.id), nextCursor: null }),
  }),
  endpoint({
    method: "post",
    path: "/runs/{id}/control",
    summary: "Pause, resume, retry, skip or stop a run",
    tag,
    permission: "runs.control",
    body: controlRunSchema,
    result: runDetailSchema,
    run: async ({ actor, params, body }) => {
      const { action, expired } = body;
      if (action === "migrate") {
        throw new AppError(
          "invalid_input",
          "Runs move to another version when it is published with migrate.",
        );
      }
      await controlRun(actor, params.id, action, expired ? { expired } : {});
      return getRun(actor, params.id);
    },
  }),
];
