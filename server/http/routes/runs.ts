import { emptySchema } from "#core/api/fields.ts";
import { pageOf } from "#core/api/page.ts";
import {
  controlledRunsSchema,
  controlRunsQuerySchema,
  controlRunsSchema,
  runOperationDetailSchema,
  runOperationsPageSchema,
  runOperationsQuerySchema,
} from "#core/api/run-operations.ts";
import {
  controlRunSchema,
  runDetailSchema,
  runSchema,
  runsQuerySchema,
  stepSchema,
  stuckGroupSchema,
  stuckQuerySchema,
} from "#core/api/runs.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { controlRuns } from "#server/journeys/control-runs.ts";
import { cancelOperation, getOperation, listOperations } from "#server/journeys/get-operation.ts";
import { getRun, listRunSteps } from "#server/journeys/get-run.ts";
import { groupStuck } from "#server/journeys/group-stuck.ts";
import { listRuns } from "#server/journeys/list-runs.ts";
import { moveRun } from "#server/journeys/move-runs.ts";

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
    path: "/runs/stuck",
    summary: "Stuck runs by journey, step and code, with what can be done",
    tag,
    permission: "runs.view",
    query: stuckQuerySchema,
    result: pageOf(stuckGroupSchema),
    run: async ({ actor, query }) => ({ data: await groupStuck(actor, query), nextCursor: null }),
  }),
  endpoint({
    method: "post",
    path: "/runs/control",
    summary:
      "Pause, resume, retry, skip, migrate or stop every run that fits a filter; with preview, only count them",
    tag,
    permission: "runs.control",
    query: controlRunsQuerySchema,
    body: controlRunsSchema,
    result: controlledRunsSchema,
    status: 202,
    run: ({ actor, query, body }) => {
      const dryRun = query.dryRun !== undefined && !["false", "0"].includes(query.dryRun);
      return controlRuns(actor, { ...body, preview: body.preview || dryRun });
    },
  }),
  endpoint({
    method: "get",
    path: "/runs/operations",
    summary: "List what many runs were told at once, newest first",
    tag,
    permission: "runs.view",
    query: runOperationsQuerySchema,
    result: runOperationsPageSchema,
    run: ({ actor, query }) => listOperations(actor, query),
  }),
  endpoint({
    method: "get",
    path: "/runs/operations/{id}",
    summary: "How far an operation is, and why runs were left out",
    tag,
    permission: "runs.view",
    result: runOperationDetailSchema,
    run: ({ actor, params }) => getOperation(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/runs/operations/{id}/cancel",
    summary: "Tell no further runs; those that were told already obey",
    tag,
    permission: "runs.control",
    body: emptySchema,
    bodyOptional: true,
    result: runOperationDetailSchema,
    run: ({ actor, params }) => cancelOperation(actor, params.id),
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
    summary: "Pause, resume, retry, skip or stop a run, or move it to the live version",
    tag,
    permission: "runs.control",
    body: controlRunSchema,
    result: runDetailSchema,
    run: async ({ actor, params, body }) => {
      const { action, ...options } = body;
      if (action === "migrate") await moveRun(actor, params.id);
      else await controlRun(actor, params.id, action, options);
      return getRun(actor, params.id);
    },
  }),
];
