import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { followEvents } from "#server/audiences/follow-events.ts";
import { tellOfEvents } from "#server/journeys/tell-runs.ts";
import { tellTriggers } from "#server/journeys/tell-triggers.ts";
import type { Transaction } from "#server/platform/database.ts";
import { storableJson } from "#server/platform/storable-json.ts";

export interface NewEvent {
  type: EventType;
  /** In whose name and workspace it is written. */
  actor: Actor;
  /** The customer did it: the event then names no actor. */
  byCustomer?: boolean;
  occurredAt?: Date;
  conversationId?: string | null;
  sessionId?: string | null;
  messageId?: string | null;
  contactId?: string | null;
  /** The agent it concerns, for figures per agent. */
  userId?: string | null;
  teamId?: string | null;
  channel?: Channel | null;
  journeyId?: string | null;
  runId?: string | null;
  nodeId?: string | null;
  isTest?: boolean;
  data?: JsonObject;
}

/**
 * Writes one line of the append-only log. The database tells open browsers on commit, and the relay the runs that
 * listen for it. Returns its id.
 */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<string> {
  const [id] = await appendEvents(tx, [event]);
  return id ?? "";
}

/** Writes several lines, in order, with one statement, and tells who has to know. Returns their ids. */
export async function appendEvents(tx: Transaction, events: NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = events.map(({ actor, byCustomer = false, occurredAt = new Date(), data = {}, ...event }) => ({
    ...event,
    id: uuidv7(),
    workspaceId: actor.workspaceId,
    actorKind: byCustomer ? null : actor.kind,
    actorId: byCustomer ? null : actorId(actor),
    occurredAt,
    recordedAt: new Date(),
    data,
  }));
  await insert(tx, rows);
  await tellOfEvents(tx, rows);
  await tellTriggers(tx, rows);
  await followEvents(tx, rows);
  return rows.map((row) => row.id);
}

/** By hand, since this is written at every turn and Prisma plans a `createMany` anew each time. */
async function insert(tx: Transaction, rows: object[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO events (id, workspace_id, type, occurred_at, recorded_at, actor_kind, actor_id, conversation_id, session_id,
      message_id, contact_id, user_id, team_id, channel, journey_id, run_id, node_id, is_test, data)
    SELECT t.id, t."workspaceId", t.type, t."occurredAt", t."recordedAt", t."actorKind", t."actorId", t."conversationId",
      t."sessionId", t."messageId", t."contactId", t."userId", t."teamId", t.channel, t."journeyId", t."runId", t."nodeId",
      coalesce(t."isTest", false), t.data
    FROM jsonb_to_recordset(${storableJson(rows)}::jsonb) AS t(id uuid, "workspaceId" uuid, type text,
      "occurredAt" timestamptz, "recordedAt" timestamptz, "actorKind" actor_kind, "actorId" uuid, "conversationId" uuid,
      "sessionId" uuid, "messageId" uuid, "contactId" uuid, "userId" uuid, "teamId" uuid, channel channel_type,
      "journeyId" uuid, "runId" uuid, "nodeId" text, "isTest" boolean, data jsonb)`;
}
