import type { MetricName } from "#core/metrics/definitions.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { contextKept, crossChannel, handedOver } from "#server/analytics/conversation-samples.ts";

/** Metrics that are made of samples: one number at one moment each. */
export type SampledMetric = Exclude<MetricName, "open_conversations" | "waiting_now">;

const COLUMNS = Prisma.sql`e.occurred_at AS at, e.conversation_id, e.channel, e.team_id, e.user_id`;
const NO_LABEL = Prisma.sql`NULL::text AS label`;

/** A type of event, whose number is a field of its data. */
function ofEvents(type: string, value: Prisma.Sql, where = Prisma.sql`true`, label = NO_LABEL): Prisma.Sql {
  return Prisma.sql`
    SELECT ${COLUMNS}, ${value} AS value, ${label}
    FROM events e WHERE e.type = ${type} AND NOT e.is_test AND ${where}`;
}

const milliseconds = (field: string) => Prisma.sql`(e.data->>${field})::float8`;
const has = (field: string) => Prisma.sql`jsonb_exists(e.data, ${field})`;
const byHuman = Prisma.sql`e.data->>'by' = 'human'`;
const isFirst = Prisma.sql`(e.data->>'first')::boolean`;
const one = Prisma.sql`1::float8`;

/** A conversation's resolutions but the last are not its last one: of each, the latest before `to` counts. */
const lastResolutions = (to: Date) => Prisma.sql`
  SELECT DISTINCT ON (e.conversation_id) ${COLUMNS}, ${milliseconds("elapsed")} AS value, ${NO_LABEL}
  FROM events e
  WHERE e.type = 'conversation.resolved' AND NOT e.is_test AND ${has("elapsed")} AND e.occurred_at < ${to}
  ORDER BY e.conversation_id, e.occurred_at DESC`;

const shifts = (from: Date, to: Date) => Prisma.sql`
  SELECT max(e.occurred_at) AS at, e.conversation_id, (array_agg(e.channel ORDER BY e.occurred_at DESC))[1] AS channel,
    (array_agg(e.team_id ORDER BY e.occurred_at DESC))[1] AS team_id,
    (array_agg(e.user_id ORDER BY e.occurred_at DESC))[1] AS user_id,
    (array_agg((e.data->>'score')::float8 ORDER BY e.occurred_at DESC))[1]
      - (array_agg((e.data->>'score')::float8 ORDER BY e.occurred_at))[1] AS value,
    ${NO_LABEL}
  FROM events e
  WHERE e.type = 'message.analysed' AND NOT e.is_test AND e.occurred_at >= ${from} AND e.occurred_at < ${to}
  GROUP BY e.conversation_id HAVING count(*) > 1`;

const kept = Prisma.sql`
  SELECT ${COLUMNS}, (e.type = 'sla.met')::int::float8 AS value, e.data->>'target' AS label
  FROM events e WHERE e.type IN ('sla.met', 'sla.breached') AND NOT e.is_test`;

const accepted = Prisma.sql`
  SELECT ${COLUMNS}, (e.type = 'handoff.accepted')::int::float8 AS value, ${NO_LABEL}
  FROM events e WHERE e.type IN ('handoff.accepted', 'handoff.timed_out') AND NOT e.is_test`;

const ratings = Prisma.sql`
  SELECT e.occurred_at AS at, e.conversation_id, e.channel, e.team_id,
    coalesce((e.data->>'assigneeId')::uuid, e.user_id) AS user_id,
    ((e.data->>'rating')::int >= 4)::int::float8 AS value, NULL::text AS label
  FROM events e WHERE e.type = 'csat.answered' AND NOT e.is_test AND ${has("rating")}`;

/** Stretches between changes of presence, cut to the period; one may have begun before it. */
const presences = (from: Date, to: Date) => Prisma.sql`
  SELECT greatest(began, ${from}) AS at, NULL::uuid AS conversation_id, NULL::channel_type AS channel,
    NULL::uuid AS team_id, user_id,
    extract(epoch FROM least(ended, ${to}, now()) - greatest(began, ${from}))::float8 * 1000 AS value, label
  FROM (
    SELECT e.user_id, e.occurred_at AS began, e.data->>'to' AS label,
      coalesce(lead(e.occurred_at) OVER (PARTITION BY e.user_id ORDER BY e.occurred_at, e.position), ${to}) AS ended
    FROM events e
    WHERE e.type = 'presence.changed' AND e.occurred_at < ${to}
      AND e.occurred_at >= ${new Date(from.getTime() - 30 * 86_400_000)}) AS stretches
  WHERE ended > ${from} AND began < least(${to}, now())`;

/**
 * Rows of (at, conversation_id, channel, team_id, user_id, value, label) that a metric is made of. Of one workspace:
 * row-level security sees to it. The caller cuts them to the period.
 */
export function samplesOf(name: SampledMetric, from: Date, to: Date): Prisma.Sql {
  switch (name) {
    case "first_response_time":
      return ofEvents(
        "conversation.replied",
        milliseconds("sinceFirstInbound"),
        Prisma.sql`${byHuman} AND ${isFirst} AND ${has("sinceFirstInbound")}`,
      );
    case "response_time":
      return ofEvents(
        "conversation.replied",
        milliseconds("waited"),
        Prisma.sql`${byHuman} AND ${has("waited")}`,
      );
    case "resolution_time":
      return ofEvents(
        "conversation.resolved",
        milliseconds("elapsed"),
        Prisma.sql`${isFirst} AND ${has("elapsed")}`,
      );
    case "last_resolution_time":
      return lastResolutions(to);
    case "sentiment":
      return ofEvents(
        "message.analysed",
        milliseconds("score"),
        Prisma.sql`true`,
        Prisma.sql`e.data->>'label' AS label`,
      );
    case "sentiment_shift":
      return shifts(from, to);
    case "volume":
      return ofEvents("message.received", one, isFirst);
    case "messages":
      return Prisma.sql`${ofEvents("message.received", one)} UNION ALL ${ofEvents("message.sent", one)}`;
    case "sla_adherence":
      return kept;
    case "csat":
      return ratings;
    case "handoff_time":
      return ofEvents("handoff.accepted", milliseconds("waited"), has("waited"));
    case "handoff_rate":
      return handedOver(from, to);
    case "handoff_acceptance":
      return accepted;
    case "cross_channel_share":
      return crossChannel(from, to);
    case "context_kept":
      return contextKept(from, to);
    case "presence_time":
      return presences(from, to);
  }
}
