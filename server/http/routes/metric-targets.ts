import {
  createMetricTargetSchema,
  metricTargetSchema,
  patchMetricTargetSchema,
} from "#core/api/metric-targets.ts";
import { pageQuerySchema } from "#core/api/page.ts";
import { resource } from "#server/http/resource.ts";
import * as targets from "#server/targets/metric-targets.ts";

export const metricTargetEndpoints = resource({
  path: "/metric-targets",
  names: ["target of a metric", "targets of metrics"],
  tag: "Metrics",
  view: "metrics.viewAll",
  edit: "conversations.manage",
  item: metricTargetSchema,
  create: createMetricTargetSchema,
  patch: patchMetricTargetSchema,
  query: pageQuerySchema,
  run: {
    list: targets.listMetricTargets,
    get: targets.getMetricTarget,
    create: targets.createMetricTarget,
    patch: targets.patchMetricTarget,
    remove: targets.deleteMetricTarget,
  },
});
