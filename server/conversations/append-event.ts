import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { followEvents } from "#server/audiences/follow-events.ts";
import { tellOfEvents } from "#server/journeys/tell-runs.ts";
import { tellTriggers } from "#server/journeys/tell-triggers.ts";
import type { Transaction } from "#server/platform/database.ts";

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
    data,
  }));
  await tx.event.createMany({ data: rows });
  await tellOfEvents(tx, rows);
  await tellTriggers(tx, rows);
  await followEvents(tx, rows);
  return rows.map((row) => row.id);
}
