import type { LiveHint, LiveTopic } from "#core/api/live.ts";
import { transact } from "#server/platform/database.ts";
import { type LivePlace, unseen } from "#server/platform/live-place.ts";

/** Something changed; whoever hears of it reads the rows under their own permissions. */
export interface Hint extends LiveHint {
  workspaceId: string;
  /** Who has just lost it: they hear of it once more, so that it leaves their lists. */
  from?: { userId?: string | undefined; teamId?: string | undefined };
}

export interface Reading {
  /** Each change once; `null` when there were too many to tell, so that everything should be read again. */
  hints: Hint[] | null;
  place: LivePlace;
}

/** Whoever is further behind reads everything again. */
const MOST = 1_000;
/** Hints are kept for a day (`prune_finished`); a place must be younger by a good margin. */
const OLDEST = 20 * 3_600_000;

interface Row {
  topic: LiveTopic | null;
  type: string;
  id: string | null;
  conversationId: string | null;
  messageId: string | null;
  runId: string | null;
  journeyId: string | null;
  userId: string | null;
  data: {
    noteId?: string;
    fromUserId?: string;
    fromTeamId?: string;
    by?: "visitor" | "agent";
    name?: string;
  };
}

/**
 * What has been committed in a workspace since a place, and the place that this brings the reader to. One statement, so
 * that rows and place are of the same snapshot: nothing falls between two readings, however late it commits.
 * Without a place: where the workspace stands now.
 */
export async function readHints(workspaceId: string, after?: LivePlace): Promise<Reading> {
  if (!after) return { hints: [], place: await placeNow(workspaceId) };
  const { since, open } = unseen(after);
  const [now, rows] = await transact({ workspaceId }, async (tx) => {
    const found = await tx.$queryRaw<(Row & { at: bigint; snapshot: string; newest: bigint })[]>`
      WITH fresh AS (
        (SELECT NULL AS topic, type, NULL::uuid AS id, conversation_id, message_id, run_id, journey_id, user_id,
          CASE WHEN type IN ('note.added', 'conversation.assigned', 'conversation.released') THEN data
            ELSE '{}' END AS data
        FROM events WHERE transaction_id >= ${since} OR transaction_id = ANY (${open})
        LIMIT ${MOST + 1})
        UNION ALL
        (SELECT topic, '', subject_id, conversation_id, NULL, NULL, NULL, user_id, data
        FROM live_hints WHERE (transaction_id >= ${since} OR transaction_id = ANY (${open}))
          AND (stale_at IS NULL OR stale_at > now())
        LIMIT ${MOST + 1})
      )
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at, pg_current_snapshot()::text AS snapshot,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS newest,
        topic, type, id, conversation_id AS "conversationId", message_id AS "messageId", run_id AS "runId",
        journey_id AS "journeyId", user_id AS "userId", coalesce(data, '{}') AS data
      FROM (VALUES (1)) AS always (one) LEFT JOIN fresh ON true`;
    return [found[0], found.filter(({ type }) => type !== null)];
  });
  if (!now) throw new Error("Postgres answered without its snapshot");
  const place = { at: Number(now.at), snapshot: now.snapshot };
  // A place from the future was given out by another database.
  const isLost = place.at - after.at > OLDEST || since > now.newest || rows.length > MOST;
  return { hints: isLost ? null : distinct(rows.flatMap((row) => hintsOf(workspaceId, row))), place };
}

async function placeNow(workspaceId: string): Promise<LivePlace> {
  const [now] = await transact(
    { workspaceId },
    (tx) => tx.$queryRaw<{ at: bigint; snapshot: string }[]>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at, pg_current_snapshot()::text AS snapshot`,
  );
  if (!now) throw new Error("Postgres answered without its snapshot");
  return { at: Number(now.at), snapshot: now.snapshot };
}

/** A line of its own is one hint; an event tells of all that it names. */
function hintsOf(workspaceId: string, row: Row): Hint[] {
  const { topic, type, conversationId, messageId, runId, journeyId, userId, data } = row;
  const within = conversationId ? { conversationId } : {};
  if (topic) {
    const { by, name } = data;
    const who = { ...(userId && { userId }), ...(by && { by }), ...(name && { name }) };
    return [{ workspaceId, topic, id: row.id, ...within, ...who }];
  }
  const hints: Hint[] = [];
  const message = messageId ?? (type === "note.added" ? data.noteId : undefined);
  const { fromUserId, fromTeamId } = data;
  const from = fromUserId || fromTeamId ? { from: { userId: fromUserId, teamId: fromTeamId } } : {};
  if (conversationId) hints.push({ workspaceId, topic: "conversation", id: conversationId, ...from });
  if (message) hints.push({ workspaceId, topic: "message", id: message, ...within });
  if (runId) hints.push({ workspaceId, topic: "run", id: runId, ...(journeyId && { journeyId }), ...within });
  if (type.startsWith("presence.")) hints.push({ workspaceId, topic: "presence", id: userId });
  if (type.startsWith("journey.")) hints.push({ workspaceId, topic: "journey", id: journeyId });
  return hints;
}

/** Each hint once. */
export function distinct(hints: Hint[]): Hint[] {
  return [...new Map(hints.map((hint) => [JSON.stringify(hint), hint])).values()];
}
