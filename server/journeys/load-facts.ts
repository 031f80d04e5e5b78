import type { ContactFacts, ConversationFacts, Facts, MessageFacts } from "#core/journey/variables.ts";
import { loadWorkspaceFacts } from "#server/journeys/load-workspace-facts.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** A row of `FACT_COLUMNS`. */
export interface FactRow {
  contact: ContactFacts;
  conversation: ConversationFacts | null;
  agent: Facts["agent"];
  event: Facts["event"];
  messages: MessageFacts[] | null;
  consents: { channel: string; purpose: string; granted: boolean }[] | null;
  verifiedLevel: number;
}

/** A row `m` of messages as `MessageFacts`. */
export const MESSAGE = `jsonb_build_object('id', m.id, 'text', m.text, 'channel', m.channel,
  'at', floor(extract(epoch from m.created_at) * 1000), 'intent', m.intent_key,
  'intentConfidence', m.intent_confidence, 'sentiment', m.sentiment_score,
  'attachmentCount', (SELECT count(*) FROM attachments a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id))`;

const ADDRESS = (kind: string) => `(SELECT i.address FROM identity_links l
  JOIN identities i ON i.workspace_id = l.workspace_id AND i.id = l.identity_id
  WHERE l.workspace_id = r.workspace_id AND l.contact_id = r.contact_id AND l.ended_at IS NULL AND i.kind = '${kind}'
  ORDER BY l.kind, l.is_default DESC, l.created_at DESC LIMIT 1)`;

/** What is known of the contact `c` of a row `r` with workspace_id and contact_id. */
export const CONTACT_COLUMNS = `jsonb_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'name', c.name,
    'email', ${ADDRESS("email")}, 'phone', ${ADDRESS("phone")}, 'locale', c.locale, 'timezone', c.timezone,
    'tier', c.tier, 'tags', to_jsonb(c.tags), 'attributes', c.attributes) AS contact,
  (SELECT jsonb_agg(jsonb_build_object('channel', s.channel, 'purpose', s.purpose, 'granted', s.state = 'granted'))
    FROM consents s WHERE s.workspace_id = r.workspace_id AND s.contact_id = r.contact_id) AS consents,
  coalesce((SELECT max(l.verification_level) FROM identity_links l
    WHERE l.workspace_id = r.workspace_id AND l.contact_id = r.contact_id AND l.ended_at IS NULL
      AND (l.verification_expires_at IS NULL OR l.verification_expires_at > now())), 0) AS "verifiedLevel"`;

/** The facts of a row `r` with workspace_id, contact_id, conversation_id, trigger_event_id, and its contact `c`. */
export const FACT_COLUMNS = `${CONTACT_COLUMNS},
  (SELECT jsonb_build_object('id', v.id, 'status', v.status, 'channel', v.channel, 'startedChannel', v.started_channel,
      'priority', v.priority, 'intent', v.intent_key, 'intentConfidence', v.intent_confidence, 'sentiment', v.sentiment_now,
      'language', v.language, 'startedAt', to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'tags', to_jsonb(v.tags), 'attributes', v.attributes, 'memory', v.memory)
    FROM conversations v WHERE v.workspace_id = r.workspace_id AND v.id = r.conversation_id) AS conversation,
  (SELECT jsonb_build_object('name', u.name, 'firstName', split_part(u.name, ' ', 1))
    FROM conversations v JOIN users u ON u.workspace_id = v.workspace_id AND u.id = v.assignee_id
    WHERE v.workspace_id = r.workspace_id AND v.id = r.conversation_id) AS agent,
  (SELECT jsonb_build_object('name', t.name, 'properties', t.properties,
      'occurredAt', to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM custom_events t WHERE t.workspace_id = r.workspace_id AND t.id = r.trigger_event_id) AS event,
  (SELECT jsonb_agg(${MESSAGE} ORDER BY m.position) FROM (SELECT * FROM messages
      WHERE conversation_id = r.conversation_id AND direction = 'in' ORDER BY position DESC LIMIT 20) m) AS messages`;

const ONE = `SELECT ${FACT_COLUMNS} FROM (SELECT $1::uuid AS workspace_id, $2::uuid AS contact_id,
    $3::uuid AS conversation_id, $4::uuid AS trigger_event_id) r
  JOIN contacts c ON c.workspace_id = r.workspace_id AND c.id = r.contact_id`;

/** Whose facts are wanted where there is no run yet, as for a trigger's condition. */
export interface FactSubject {
  contactId: string;
  conversationId: string | null;
  triggerEventId: string | null;
}

/** What templates and conditions can see of somebody who is in no run; undefined when there is no such contact. */
export async function loadFacts(
  workspaceId: string,
  { contactId, conversationId, triggerEventId }: FactSubject,
): Promise<Facts | undefined> {
  const workspace = await loadWorkspaceFacts(workspaceId);
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<FactRow>({
      name: "engine_facts",
      text: ONE,
      values: [workspaceId, contactId, conversationId, triggerEventId],
    }),
  );
  return rows[0] && factsOf(rows[0], workspace);
}

export function factsOf(row: FactRow, workspace: Pick<Facts, "workspace" | "hours">): Facts {
  const recentMessages = row.messages ?? [];
  const consent: Facts["consent"] = {};
  for (const { channel, purpose, granted } of row.consents ?? []) {
    const purposes = consent[channel] ?? {};
    // Two addresses on one channel: what was refused for either is refused.
    purposes[purpose] = granted && purposes[purpose] !== false;
    consent[channel] = purposes;
  }
  return {
    contact: row.contact,
    conversation: row.conversation,
    message: recentMessages.at(-1) ?? null,
    recentMessages,
    event: row.event,
    agent: row.agent,
    ...workspace,
    consent,
    verified: { level: row.verifiedLevel },
    audiences: [],
  };
}
