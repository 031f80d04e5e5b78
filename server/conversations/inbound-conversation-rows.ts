import {
  afterInbound,
  afterSpam,
  type Lifecycle,
  type LifecycleChange,
} from "#core/conversation/lifecycle.ts";
import type { OptOutWord } from "#core/conversation/opt-out-words.ts";
import type { FoundConversation } from "#server/conversations/find-place.ts";
import type { InboundContext } from "#server/conversations/inbound-context.ts";
import type { InboundMessage } from "#server/conversations/inbound-message.ts";
import { previewOf } from "#server/conversations/preview.ts";
import type { Row } from "#server/conversations/write-rows.ts";

const FRESH: Lifecycle = {
  status: "new",
  handler: "none",
  quiet: false,
  assigneeId: null,
  waitingSince: null,
  snoozedUntil: null,
  firstInboundAt: null,
  firstHumanReplyAt: null,
  resolvedAt: null,
  resolvedReason: null,
  reopenedCount: 0,
};

/** STOP and its like ask nothing of anybody: they open no wait, reopen nothing and stay out of the inbox. */
export function lifecycleChange(
  latest: FoundConversation | null,
  at: Date,
  word: OptOutWord | null,
  isBlocked: boolean,
): LifecycleChange {
  const now = latest?.lifecycle ?? FRESH;
  if (isBlocked) return keptAway(now, at);
  if (word) return { patch: now.firstInboundAt ? {} : { firstInboundAt: at }, events: [] };
  const change = afterInbound(now, at);
  const isBack = now.status === "resolved";
  if (!isBack || !latest?.lifecycle.assigneeId || latest.assigneeKeeps) return change;
  // Whoever had it is away: it is routed anew.
  const events = [
    ...change.events,
    {
      type: "conversation.released" as const,
      data: { fromUserId: latest.lifecycle.assigneeId, reason: "reopen" },
    },
  ];
  return { patch: { ...change.patch, assigneeId: null, handler: "none" }, events };
}

/** Of somebody who is blocked: there to be read, and nobody's to answer. */
function keptAway(now: Lifecycle, at: Date): LifecycleChange {
  const change = now.status === "spam" ? { patch: {}, events: [] } : afterSpam(now);
  return { ...change, patch: { ...change.patch, ...(now.firstInboundAt ? {} : { firstInboundAt: at }) } };
}

export function reassignment(
  latest: FoundConversation,
  change: LifecycleChange,
  base: Row,
  conversationId: string,
  now: string,
  newId: () => string,
): Row[] {
  if (change.patch.assigneeId !== null) return [];
  const from = latest.lifecycle.assigneeId;
  return [
    {
      ...base,
      id: newId(),
      conversation_id: conversationId,
      from_user_id: from,
      reason: "reopen",
      by_kind: "system",
      at: now,
    },
  ];
}

export function newConversation(
  { inbound, speaker, place, word }: InboundContext,
  made: {
    conversationId: string;
    contactId: string;
    change: LifecycleChange;
    position: number;
    isTest: boolean;
  },
): Row {
  const now = inbound.receivedAt.toISOString();
  const previous = place.place.kind === "open" ? place.place.previousConversationId : null;
  return {
    id: made.conversationId,
    workspace_id: inbound.workspaceId,
    contact_id: made.contactId,
    about_contact_id: speaker.aboutContactId,
    status: made.change.patch.status ?? "new",
    handler: "none",
    quiet: word !== null,
    is_test: made.isTest,
    visibility: place.settings.visibility,
    channel: inbound.channel,
    started_channel: inbound.channel,
    priority: "normal",
    waiting_since: made.change.patch.waitingSince?.toISOString() ?? null,
    tags: [],
    attributes: {},
    memory: {},
    first_inbound_at: now,
    last_inbound_at: now,
    last_activity_at: now,
    last_message_preview: previewOf(inbound.text, inbound.attachments.length),
    reopened_count: 0,
    previous_conversation_id: previous,
    team_id: place.settings.teamId,
    last_position: made.position,
    created_at: now,
    updated_at: now,
  };
}

export function changedConversation(
  latest: FoundConversation,
  change: LifecycleChange,
  inbound: InboundMessage,
  position: number,
  word: OptOutWord | null,
): Row {
  const after = { ...latest.lifecycle, ...change.patch };
  const now = inbound.receivedAt.toISOString();
  const later = (known: Date | null) => (known && known.toISOString() > now ? known.toISOString() : now);
  return {
    id: latest.id,
    workspace_id: inbound.workspaceId,
    status: after.status,
    handler: after.handler,
    quiet: after.quiet,
    assignee_id: after.assigneeId,
    waiting_since: after.waitingSince?.toISOString() ?? null,
    snoozed_until: after.snoozedUntil?.toISOString() ?? null,
    first_inbound_at: after.firstInboundAt?.toISOString() ?? null,
    resolved_at: after.resolvedAt?.toISOString() ?? null,
    resolved_reason: after.resolvedReason,
    reopened_count: after.reopenedCount,
    channel: inbound.channel,
    last_inbound_at: later(latest.lastInboundAt),
    last_activity_at: word ? latest.lastActivityAt.toISOString() : later(latest.lastActivityAt),
    last_message_preview: previewOf(inbound.text, inbound.attachments.length),
    last_position: position,
    updated_at: now,
  };
}
