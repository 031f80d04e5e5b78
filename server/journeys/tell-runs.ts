import { audienceOf, type Happening, happeningOf, listenWords } from "#core/journey/happening.ts";
import type { JsonObject } from "#core/json.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Something that happened, as runs are told of it. */
export interface Told extends Omit<Happening, "data"> {
  workspaceId: string;
  /** Null: the conversation's contact. */
  contactId: string | null;
  conversationId?: string | null;
  /** Of a row in `events` or `custom_events`, where a run that is told reads what it was. */
  eventId: string;
  /** The run whose doing it is, or whose message it is about. */
  runId?: string | null;
  /** The event's data, as far as a run may choose by it. */
  data?: JsonObject;
  hears?: "others" | "own" | "all";
}

/**
 * Promises, in the caller's transaction, to tell every open run of the contact whose plan listens for it. One that is
 * only on its way to where it listens is told too; what it does not want changes nothing. Costs one statement.
 */
export async function tellRuns(tx: Transaction, told: Told): Promise<void> {
  const { workspaceId, contactId, conversationId = null, eventId, runId = null, hears = "others" } = told;
  const { on, name, data = {} } = told;
  const words = listenWords({ on, ...(name === undefined ? {} : { name }), data });
  const at = Date.now();
  await tx.$executeRaw`
    INSERT INTO outbox (id, workspace_id, topic, ordering_key, payload)
    SELECT gen_random_uuid(), r.workspace_id, 'run.signal', r.id, jsonb_build_object('runId', r.id,
      'event', jsonb_build_object('kind', 'happening', 'id', ${eventId}::text, 'at', ${at}::bigint))
    FROM runs r JOIN plans p ON p.workspace_id = r.workspace_id AND p.hash = r.plan_hash
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.ended_at IS NULL AND p.listens && ${words}::text[]
      AND r.contact_id = coalesce(${contactId}::uuid,
        (SELECT v.contact_id FROM conversations v
          WHERE v.workspace_id = ${workspaceId}::uuid AND v.id = ${conversationId}::uuid))
      AND (r.conversation_id IS NULL OR r.conversation_id = coalesce(${conversationId}::uuid, r.conversation_id))
      AND CASE ${hears} WHEN 'own' THEN r.id = ${runId}::uuid
        WHEN 'others' THEN r.id IS DISTINCT FROM ${runId}::uuid ELSE true END
    ORDER BY r.id`;
}

/** A line of the event log, as far as runs hear of it. */
export interface LoggedEvent {
  id: string;
  type: string;
  workspaceId: string;
  contactId?: string | null;
  conversationId?: string | null;
  runId?: string | null;
  data: JsonObject;
}

/** Tells runs of lines that were just added to the log, in order. */
export async function tellOfEvents(tx: Transaction, events: readonly LoggedEvent[]): Promise<void> {
  for (const { id, type, data, contactId = null, conversationId = null, ...event } of events) {
    const hears = audienceOf(type);
    const happening = happeningOf(type, data);
    if (!happening || hears === undefined || hears === "asker") continue;
    // What a program reported is kept apart from the log, with its properties.
    const eventId = typeof data.customEventId === "string" ? data.customEventId : id;
    await tellRuns(tx, { ...event, ...happening, contactId, conversationId, eventId, hears });
  }
}
