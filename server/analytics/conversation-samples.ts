import { Prisma } from "#prisma/generated/client.ts";

/** Of several events of one conversation: when and with whom the latest was. */
const LATEST = Prisma.sql`max(e.occurred_at) AS at, e.conversation_id,
  (array_agg(e.channel ORDER BY e.occurred_at DESC))[1] AS channel,
  (array_agg(e.team_id ORDER BY e.occurred_at DESC))[1] AS team_id,
  (array_agg(e.user_id ORDER BY e.occurred_at DESC))[1] AS user_id, NULL::text AS label`;

const within = (from: Date, to: Date) =>
  Prisma.sql`NOT e.is_test AND e.occurred_at >= ${from} AND e.occurred_at < ${to}`;

/** Whether a conversation that a bot handled was handed to somebody. */
export const handedOver = (from: Date, to: Date) => Prisma.sql`
  SELECT ${LATEST}, bool_or(e.type = 'handoff.requested')::int::float8 AS value
  FROM events e
  WHERE e.type IN ('handoff.requested', 'conversation.replied') AND ${within(from, to)}
    AND (e.type = 'handoff.requested' OR e.data->>'by' = 'bot')
  GROUP BY e.conversation_id`;

/** How many channels a conversation had sessions on by a moment. */
const channelsBy = (to: Date) => Prisma.sql`(
  SELECT count(DISTINCT s.channel) FROM sessions s
  WHERE s.conversation_id = e.conversation_id AND s.started_at < ${to})`;

/** Whether a conversation in which the customer wrote had sessions on more than one channel. */
export const crossChannel = (from: Date, to: Date) => Prisma.sql`
  SELECT t.at, t.conversation_id, t.channel, t.team_id, t.user_id, t.label, (t.channels > 1)::int::float8 AS value
  FROM (
    SELECT ${LATEST}, ${channelsBy(to)} AS channels
    FROM events e WHERE e.type = 'message.received' AND ${within(from, to)} GROUP BY e.conversation_id) AS t`;

/** Whether whoever answered in a conversation on several channels had its earlier sessions in view by then. */
export const contextKept = (from: Date, to: Date) => Prisma.sql`
  SELECT t.at, t.conversation_id, t.channel, t.team_id, t.user_id, t.label, t.value
  FROM (
    SELECT ${LATEST}, ${channelsBy(to)} AS channels, bool_and(EXISTS (
      SELECT FROM events v WHERE v.conversation_id = e.conversation_id
        AND v.type = 'conversation.context_viewed' AND v.user_id = e.user_id
        AND v.occurred_at <= e.occurred_at))::int::float8 AS value
    FROM events e
    WHERE e.type = 'conversation.replied' AND e.data->>'by' = 'human' AND e.user_id IS NOT NULL
      AND ${within(from, to)} GROUP BY e.conversation_id) AS t
  WHERE t.channels > 1`;
