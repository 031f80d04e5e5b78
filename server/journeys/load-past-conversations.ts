import type { PastConversation, PastMessage, PastRun } from "#core/journey/backtest/past-conversation.ts";
import type { Facts } from "#core/journey/variables.ts";
import { CONTACT_COLUMNS, type FactRow, factsOf } from "#server/journeys/load-facts.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** Messages of one conversation that are read; what comes after is not replayed. */
const MOST_MESSAGES = 200;

type Row = Pick<FactRow, "contact" | "consents" | "verifiedLevel"> & {
  id: string;
  startedAt: number;
  said: PastMessage[] | null;
  happened: PastConversation["events"] | null;
  runs:
    | (Omit<PastRun, "ways" | "outcomes"> & {
        ways: PastRun["ways"] | null;
        outcomes: PastRun["outcomes"] | null;
      })[]
    | null;
};

const MILLISECONDS = (column: string) => `floor(extract(epoch from ${column}) * 1000)`;

const PAST = `SELECT r.id, ${MILLISECONDS("r.created_at")}::float8 AS "startedAt", ${CONTACT_COLUMNS},
  (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'at', ${MILLISECONDS("m.at")}, 'author', m.author_kind, 'text', m.text,
      'channel', m.channel, 'account', a.key, 'nodeId', m.node_id, 'intent', m.intent_key,
      'intentConfidence', m.intent_confidence, 'sentiment', m.sentiment_score, 'attachmentCount',
      CASE WHEN m.direction = 'in' THEN (SELECT count(*) FROM attachments f
        WHERE f.workspace_id = m.workspace_id AND f.message_id = m.id) ELSE 0 END) ORDER BY m.position)
    FROM (SELECT * FROM messages WHERE conversation_id = r.id AND status NOT IN ('failed', 'suppressed') ORDER BY position LIMIT ${MOST_MESSAGES}) m
    LEFT JOIN channel_accounts a ON a.workspace_id = m.workspace_id AND a.id = m.channel_account_id) AS said,
  (SELECT jsonb_agg(jsonb_build_object('name', t.name, 'at', ${MILLISECONDS("t.occurred_at")}, 'properties', t.properties)
      ORDER BY t.occurred_at)
    FROM (SELECT * FROM custom_events WHERE workspace_id = r.workspace_id AND contact_id = r.contact_id
      AND occurred_at BETWEEN r.created_at AND r.last_activity_at ORDER BY occurred_at LIMIT ${MOST_MESSAGES}) t) AS happened,
  (SELECT jsonb_agg(jsonb_build_object('status', u.status, 'endReason', u.end_reason,
      'ways', (SELECT jsonb_agg(jsonb_build_object('nodeId', s.node_id, 'type', s.type, 'outlet', s.outlet) ORDER BY s.visit)
        FROM steps s WHERE s.run_id = u.id),
      'outcomes', (SELECT jsonb_agg(jsonb_build_object('nodeId', e.node_id, 'outcome', e.result) ORDER BY e.visit)
        FROM effects e WHERE e.workspace_id = u.workspace_id AND e.run_id = u.id AND e.result ->> 'status' IN ('done', 'failed', 'suppressed'))
      ) ORDER BY u.started_at)
    FROM runs u WHERE u.workspace_id = r.workspace_id AND u.conversation_id = r.id AND u.journey_id = $3 AND NOT u.is_test) AS runs
  FROM conversations r JOIN contacts c ON c.workspace_id = r.workspace_id AND c.id = r.contact_id
  WHERE r.workspace_id = $1 AND r.id = ANY($2::uuid[]) ORDER BY r.created_at, r.id`;

/** Conversations as a replay needs them, with what a journey did in them. The caller has seen to who may see them. */
export async function loadPastConversations(
  workspaceId: string,
  journeyId: string,
  ids: string[],
  workspace: Pick<Facts, "workspace" | "hours">,
): Promise<PastConversation[]> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<Row>({ name: "backtest_page", text: PAST, values: [workspaceId, ids, journeyId] }),
  );
  return rows.map(({ id, startedAt, said, happened, runs, ...known }) => ({
    id,
    startedAt,
    // As it was when it began: nothing had been said in it, and nobody had it.
    facts: factsOf({ ...known, conversation: null, agent: null, event: null, messages: null }, workspace),
    messages: said ?? [],
    events: happened ?? [],
    runs: (runs ?? []).map(({ ways, outcomes, ...run }) => ({
      ...run,
      ways: ways ?? [],
      outcomes: outcomes ?? [],
    })),
  }));
}
