import {
  eventAcceptedSchema,
  eventLogQuerySchema,
  eventStreamQuerySchema,
  logEventSchema,
  reportEventSchema,
} from "#core/api/events.ts";
import { metricQuerySchema, metricSchema } from "#core/api/metrics.ts";
import { pageOf } from "#core/api/page.ts";
import { readEventLog } from "#server/analytics/event-log.ts";
import { readMetric } from "#server/analytics/read-metric.ts";
import { streamEvents } from "#server/analytics/stream-events.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { endpoint } from "#server/http/endpoint.ts";

const tag = "Events and figures";

export const eventEndpoints = [
  endpoint({
    method: "post",
    path: "/events",
    summary: "Report an event: it may start journeys and wake waiting runs",
    tag,
    permission: "events.ingest",
    body: reportEventSchema,
    result: eventAcceptedSchema,
    status: 202,
    run: ({ actor, body }) => reportEvent(actor, body),
  }),
  endpoint({
    method: "get",
    path: "/event-log",
    summary: "The append-only log, newest first; oldest first behind `after`",
    tag,
    permission: "metrics.view",
    query: eventLogQuerySchema,
    result: pageOf(logEventSchema),
    run: ({ actor, query }) => readEventLog(actor, query),
  }),
  endpoint({
    method: "get",
    path: "/event-log/stream",
    summary: "The log as it grows, as server-sent events (text/event-stream); resumes after Last-Event-ID",
    tag,
    permission: "metrics.view",
    query: eventStreamQuerySchema,
    result: logEventSchema,
    run: ({ actor, query, request }) => streamEvents(actor, query, request),
  }),
  endpoint({
    method: "get",
    path: "/metrics/{name}",
    summary: "A figure with its definition, over time and by group",
    tag,
    permission: "metrics.view",
    query: metricQuerySchema,
    result: metricSchema,
    run: ({ actor, params, query }) => readMetric(actor, params.name, query),
  }),
];
