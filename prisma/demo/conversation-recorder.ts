import { channelDefinitions } from "#channels/definitions.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import type { Lifecycle, LifecycleChange } from "#core/conversation/lifecycle.ts";
import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";
import type { JsonObject } from "#core/json.ts";
import { type Cast, required } from "#prisma/demo/cast.ts";
import type { PlannedStory } from "#prisma/demo/plan-traffic.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import { type EndedSession, RINGING, SessionPlayer } from "#prisma/demo/session-player.ts";
import type { TrafficRows } from "#prisma/demo/traffic-rows.ts";
import type { ActorKind, AssignmentReason, MessageStatus } from "#prisma/generated/client.ts";
import { labelOf } from "#server/analysis/provider.ts";
import { previewOf } from "#server/conversations/preview.ts";

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

interface EventParts {
  by?: { kind: ActorKind; id: string | null };
  messageId?: string;
  sessionId?: string;
  userId?: string | null;
}

/** One conversation as it grows: its state, its place in time, and the rows written of it so far. */
export class ConversationRecorder {
  readonly id: string;
  protected readonly cast: Cast;
  protected readonly story: PlannedStory;
  protected readonly rows: TrafficRows;
  protected readonly contactId: string;
  protected readonly teamId: string;
  protected readonly sessions: SessionPlayer;
  protected readonly joined = new Set<string>();
  protected readonly sessionIds: string[] = [];
  protected readonly scores: number[] = [];
  protected state = FRESH;
  protected at: Date;
  protected position = 0;
  protected preview = "";
  protected lastInboundAt: Date | null = null;
  protected lastOutboundAt: Date | null = null;
  protected assignedAt: Date | null = null;

  constructor(cast: Cast, story: PlannedStory, rows: TrafficRows) {
    this.cast = cast;
    this.story = story;
    this.rows = rows;
    this.at = story.startsAt;
    this.id = idAt(story.startsAt);
    this.teamId = required(cast.teams, story.team);
    const contact = required(cast.contacts, story.contact);
    this.contactId = contact.id;
    this.sessions = new SessionPlayer(rows, {
      workspaceId: cast.workspaceId,
      conversationId: this.id,
      accounts: cast.accounts,
      contact,
      channel: story.channel,
    });
  }

  /** The session of what is said now; begun, and the one before ended, where it takes that. */
  protected session(direction: "in" | "out"): string {
    const { id, opened, ended } = this.sessions.at(this.at, direction);
    if (ended) this.logEnd(ended, "silence");
    if (opened) {
      this.sessionIds.push(id);
      this.log("session.opened", { kind: opened.kind, verificationLevel: opened.level });
    }
    if (opened?.kind === "call") {
      this.log("call.offered", {});
      this.log("call.answered", { waited: RINGING });
    }
    return id;
  }

  protected logEnd({ id, kind, talked }: EndedSession, reason: string): void {
    this.log("session.ended", { kind, reason }, { sessionId: id });
    if (kind === "call") this.log("call.ended", { talked, held: 0, afterCall: 0 }, { sessionId: id });
  }

  protected addMessage(
    sessionId: string,
    direction: "in" | "out",
    author: { kind: "customer" | "agent" | "bot"; id: string },
    text: string,
    score: number | null,
  ): string {
    const id = idAt(this.at);
    const { workspaceId, accounts } = this.cast;
    const { channel, identityId } = this.sessions;
    const status = direction === "in" ? "received" : this.outStatus();
    const isFirst = this.position === 0;
    this.rows.messages.push({
      id,
      workspaceId,
      conversationId: this.id,
      sessionId,
      position: ++this.position,
      channel,
      channelAccountId: accounts.get(channel) ?? null,
      identityId,
      direction,
      authorKind: author.kind,
      authorId: author.id,
      text,
      subject: channel === "email" ? (this.story.subject ?? null) : null,
      status,
      answers: author.kind !== "bot",
      language: this.story.language,
      ...(direction === "out" && {
        purpose: "care",
        sentAt: this.at,
        deliveredAt: this.at,
        readAt: status === "read" ? this.at : null,
      }),
      ...(score !== null && { sentimentScore: score, sentimentLabel: labelOf(score) }),
      ...(isFirst && { intentKey: this.story.intent, intentConfidence: 0.86 }),
      at: this.at,
      createdAt: this.at,
    });
    this.sessions.hear(author.kind, text, this.at);
    this.preview = previewOf(text, 0);
    return id;
  }

  protected outStatus(): MessageStatus {
    const { receipts } = channelDefinitions[this.sessions.channel];
    return receipts.includes("read") ? "read" : "delivered";
  }

  protected join(kind: "customer" | "agent", id: string): void {
    if (this.joined.has(id)) return;
    this.joined.add(id);
    const participantId = idAt(this.at);
    const { about } = this.story;
    const isCustomer = kind === "customer";
    this.rows.participants.push({
      id: participantId,
      workspaceId: this.cast.workspaceId,
      conversationId: this.id,
      kind,
      contactId: isCustomer ? id : null,
      userId: isCustomer ? null : id,
      identityId: isCustomer ? this.sessions.identityId : null,
      speaksForId: isCustomer && about ? required(this.cast.contacts, about).id : null,
      joinedAt: this.at,
    });
    this.log("participant.joined", { participantId, kind }, { userId: isCustomer ? null : id });
  }

  protected changeHands(
    userId: string,
    reason: AssignmentReason,
    by: { kind: ActorKind; id: string | null },
  ): void {
    this.assignedAt = this.at;
    this.rows.assignments.push({
      id: idAt(this.at),
      workspaceId: this.cast.workspaceId,
      conversationId: this.id,
      fromTeamId: this.teamId,
      toUserId: userId,
      toTeamId: this.teamId,
      reason,
      byKind: by.kind,
      byId: by.id,
      at: this.at,
    });
    const data = { fromUserId: null, fromTeamId: this.teamId, reason };
    this.log("conversation.assigned", data, { by, userId });
  }

  protected queue(): void {
    const queueId = required(this.cast.teams, `queue:${this.story.team}`);
    const enteredAt = this.state.waitingSince ?? this.at;
    const { workspaceId } = this.cast;
    const priority = this.story.priority ?? "normal";
    const entry = { id: idAt(enteredAt), workspaceId, queueId, conversationId: this.id, priority };
    this.rows.queueEntries.push({ ...entry, enteredAt });
    this.log("conversation.queued", { queueId });
  }

  protected apply(change: LifecycleChange, parts: EventParts): void {
    this.state = { ...this.state, ...change.patch };
    for (const event of change.events) this.log(event.type, event.data, parts);
  }

  protected log(type: EventType, data: JsonObject, parts: EventParts = {}, at = this.at): void {
    this.rows.events.push({
      id: idAt(at),
      workspaceId: this.cast.workspaceId,
      type,
      occurredAt: at,
      recordedAt: at,
      actorKind: parts.by?.kind ?? null,
      actorId: parts.by?.id ?? null,
      conversationId: this.id,
      sessionId: parts.sessionId ?? this.sessions.id,
      messageId: parts.messageId ?? null,
      contactId: this.contactId,
      userId: parts.userId === undefined ? this.state.assigneeId : parts.userId,
      teamId: this.teamId,
      channel: this.sessions.channel,
      data,
    });
  }

  protected finish(previousConversationId: string | null): void {
    const { story, cast, state } = this;
    const sentiment = rollUpSentiment(this.scores);
    this.sessions.finish();
    this.rows.conversations.push({
      ...state,
      id: this.id,
      workspaceId: cast.workspaceId,
      contactId: this.contactId,
      aboutContactId: story.about ? required(cast.contacts, story.about).id : null,
      subject: story.subject ?? null,
      teamId: this.teamId,
      assignedAt: this.assignedAt,
      channel: this.sessions.channel,
      startedChannel: story.channel,
      priority: story.priority ?? "normal",
      intentKey: story.intent,
      intentConfidence: 0.86,
      sentimentStart: sentiment.start,
      sentimentNow: sentiment.now,
      sentimentTrend: sentiment.trend,
      language: story.language,
      tags: story.tags ?? [],
      summary: story.summary ?? null,
      lastInboundAt: this.lastInboundAt,
      lastOutboundAt: this.lastOutboundAt,
      lastActivityAt: this.at,
      lastMessagePreview: this.preview,
      previousConversationId,
      lastPosition: this.position,
      createdAt: story.startsAt,
    });
  }
}
