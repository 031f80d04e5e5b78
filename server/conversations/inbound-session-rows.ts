import { channelDefinitions } from "#channels/definitions.ts";
import type { EventRows } from "#server/conversations/event-rows.ts";
import type { InboundContext } from "#server/conversations/inbound-context.ts";
import type { RowsToWrite } from "#server/conversations/write-rows.ts";

/** The open session with this address, or a new one when it has been silent for too long. */
export function addSession(
  rows: RowsToWrite,
  { inbound, speaker, place, newId }: InboundContext,
  { conversationId, identityId }: { conversationId: string; identityId: string },
  events: EventRows,
): string {
  const now = inbound.receivedAt.toISOString();
  const definition = channelDefinitions[inbound.channel];
  const { session } = place;
  const base = { workspace_id: inbound.workspaceId };
  if (session && inbound.receivedAt.getTime() - session.lastActivityAt.getTime() <= definition.session.idle) {
    const last = session.lastActivityAt > inbound.receivedAt ? session.lastActivityAt.toISOString() : now;
    rows.changed = { ...rows.changed, sessions: [{ ...base, id: session.id, last_activity_at: last }] };
    return session.id;
  }
  if (session) {
    const ended = session.lastActivityAt.toISOString();
    const silent = {
      ...base,
      id: session.id,
      last_activity_at: ended,
      ended_at: ended,
      end_reason: "silence",
    };
    rows.changed = { ...rows.changed, sessions: [silent] };
    events.add("session.ended", { kind: definition.session.kind, reason: "silence" }, session.id);
  }
  const id = newId();
  const level = Math.max(speaker.verificationLevel, definition.verificationLevel);
  rows.sessions = [
    {
      ...base,
      id,
      conversation_id: conversationId,
      kind: definition.session.kind,
      channel: inbound.channel,
      channel_account_id: inbound.channelAccountId,
      identity_id: identityId,
      direction: "in",
      started_at: now,
      last_activity_at: now,
      verification_level: level,
      verified_by: speaker.verifiedBy ?? (definition.verificationLevel > 0 ? "inbound" : null),
      verification_expires_at: speaker.verificationExpiresAt,
      metadata: {},
      created_at: now,
    },
  ];
  events.add("session.opened", { kind: definition.session.kind, verificationLevel: level }, id);
  return id;
}
