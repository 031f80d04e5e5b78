import type { Channel } from "#core/channel.ts";
import type { Lifecycle } from "#core/conversation/lifecycle.ts";
import { type InboundPlace, whereInboundGoes } from "#core/conversation/reopen-window.ts";
import type { InboundMessage } from "#server/conversations/inbound-message.ts";
import { type LifecycleRow, readLifecycle } from "#server/conversations/lifecycle-row.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface OpenSession {
  id: string;
  lastActivityAt: Date;
}

export interface FoundConversation {
  id: string;
  lifecycle: Lifecycle;
  channel: Channel;
  teamId: string | null;
  isTest: boolean;
  lastPosition: number;
  lastInboundAt: Date | null;
  lastActivityAt: Date;
  /** Whoever has it is here, or on leave: then who takes over follows from that. */
  assigneeKeeps: boolean;
}

export interface Place {
  place: InboundPlace;
  /** The contact's latest conversation, held fast until the transaction ends. */
  latest: FoundConversation | null;
  /** Its open session with this address on this channel account. */
  session: OpenSession | null;
  settings: { visibility: string; teamId: string | null };
  /** What this contact writes is kept and calls nobody. */
  isBlocked: boolean;
}

interface Found extends LifecycleRow {
  reopenWindow: string;
  workspaceVisibility: string;
  accountTeamId: string | null;
  isBlocked: boolean;
  id: string | null;
  channel: Channel;
  teamId: string | null;
  isTest: boolean;
  lastPosition: number;
  lastInboundAt: Date | null;
  lastActivityAt: Date;
  assigneeKeeps: boolean;
  session: { id: string; lastActivityAt: string } | null;
}

/** Which conversation and session a contact's message belongs to. Locks the contact, then the conversation. */
export async function findPlace(
  tx: Transaction,
  inbound: InboundMessage,
  contactId: string | null,
  identityId: string | null,
): Promise<Place> {
  const { workspaceId, channelAccountId } = inbound;
  if (contactId) {
    // The widget and an SMS of one person may come at the same moment, by two addresses.
    await tx.$executeRaw`SELECT 1 FROM contacts WHERE id = ${contactId}::uuid FOR NO KEY UPDATE`;
  }
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT w.reopen_window AS "reopenWindow", w.conversation_visibility::text AS "workspaceVisibility",
      a.default_team_id AS "accountTeamId",
      EXISTS (SELECT FROM contacts b WHERE b.id = ${contactId}::uuid AND b.blocked_at IS NOT NULL) AS "isBlocked", c.id, c.channel, c.team_id AS "teamId", c.is_test AS "isTest",
      c.status, c.handler, c.quiet, c.assignee_id AS "assigneeId", c.waiting_since AS "waitingSince",
      c.snoozed_until AS "snoozedUntil", c.first_inbound_at AS "firstInboundAt",
      c.first_human_reply_at AS "firstHumanReplyAt", c.resolved_at AS "resolvedAt",
      c.resolved_reason AS "resolvedReason", c.reopened_count AS "reopenedCount",
      c.last_position AS "lastPosition", c.last_inbound_at AS "lastInboundAt",
      c.last_activity_at AS "lastActivityAt",
      EXISTS (SELECT FROM presence p WHERE p.user_id = c.assignee_id AND p.status = 'online')
        OR EXISTS (SELECT FROM leaves l WHERE l.user_id = c.assignee_id AND now() >= l.starts_at AND now() < l.ends_at)
        AS "assigneeKeeps",
      (SELECT jsonb_build_object('id', s.id, 'lastActivityAt', s.last_activity_at) FROM sessions s
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.conversation_id = c.id AND s.ended_at IS NULL
         AND s.channel_account_id = ${channelAccountId}::uuid AND s.identity_id = ${identityId}::uuid
       ORDER BY s.started_at DESC LIMIT 1) AS session
    FROM workspaces w
    JOIN channel_accounts a ON a.workspace_id = w.id AND a.id = ${channelAccountId}::uuid
    LEFT JOIN LATERAL (SELECT * FROM conversations
      WHERE workspace_id = w.id AND contact_id = ${contactId}::uuid AND merged_into_id IS NULL
      ORDER BY last_activity_at DESC LIMIT 1 FOR NO KEY UPDATE) AS c ON true
    WHERE w.id = ${workspaceId}::uuid`;
  if (!found) throw new Error("The channel account is not of this workspace");
  return read(found, inbound.receivedAt);
}

function read(found: Found, now: Date): Place {
  const latest = found.id ? { ...found, id: found.id, lifecycle: readLifecycle(found) } : null;
  const summary = latest && { id: latest.id, status: latest.status, resolvedAt: latest.resolvedAt };
  const place = whereInboundGoes(summary, found.reopenWindow, now);
  const session = found.session && {
    id: found.session.id,
    lastActivityAt: new Date(found.session.lastActivityAt),
  };
  return {
    place,
    latest: place.kind === "open" ? null : latest,
    session: place.kind === "open" ? null : session,
    isBlocked: found.isBlocked,
    settings: { visibility: found.workspaceVisibility, teamId: found.accountTeamId },
  };
}
