import { channelDefinitions } from "#channels/definitions.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import {
  afterAssign,
  afterClaim,
  afterInbound,
  afterReply,
  afterResolve,
  afterSnooze,
  handledBy,
  type Lifecycle,
  type LifecycleChange,
} from "#core/conversation/lifecycle.ts";
import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";
import type { JsonObject } from "#core/json.ts";
import { type Cast, required } from "#prisma/demo/cast.ts";
import { PEOPLE } from "#prisma/demo/people.ts";
import type { PlannedStory } from "#prisma/demo/plan-traffic.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import { SessionPlayer } from "#prisma/demo/session-player.ts";
import type { Line } from "#prisma/demo/story.ts";
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

/** Tells one story as rows: what the product would have written had it happened, by the same lifecycle rules. */
export class StoryPlayer {
  readonly id: string;
  private readonly cast: Cast;
  private readonly story: PlannedStory;
  private readonly rows: TrafficRows;
  private readonly contactId: string;
  private readonly teamId: string;
  private readonly sessions: SessionPlayer;
  private readonly joined = new Set<string>();
  private readonly scores: number[] = [];
  private state = FRESH;
  private at: Date;
  private position = 0;
  private preview = "";
  private lastInboundAt: Date | null = null;
  private lastOutboundAt: Date | null = null;
  private assignedAt: Date | null = null;

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

  /** @param previousConversationId the same contact's last one, which this one follows */
  play(previousConversationId: string | null): void {
    const previous: JsonObject = previousConversationId ? { previousConversationId } : {};
    this.log("conversation.opened", { by: "customer", quiet: false, ...previous });
    this.join("customer", this.contactId);
    for (const line of this.story.lines) {
      this.at = new Date(this.at.getTime() + line[1] * 60_000);
      this.tell(line);
    }
    if (!this.state.assigneeId && this.state.status !== "resolved") this.queue();
    this.finish(previousConversationId);
  }

  private tell(line: Line): void {
    if (line[0] === "customer") this.customerSays(line[2], line[3]);
    else if (line[0] === "bot") this.botSays(line[2]);
    else if (line[0] === "agent") this.agentSays(line[2], line[3] ?? this.story.agent);
    else if (line[0] === "note") this.note(line[2], line[3]);
    else if (line[0] === "channel") this.sessions.change(line[2]);
    else if (line[0] === "assign") this.assign(required(this.cast.users, line[2]));
    else if (line[0] === "task") this.task(line[2], line[3]);
    else if (line[0] === "snooze") this.snooze(line[2]);
    else this.resolve(line[2]);
  }

  private customerSays(text: string, score: number): void {
    const { handler, firstInboundAt, waitingSince } = this.state;
    const sessionId = this.session("in", null);
    const messageId = this.addMessage(sessionId, "in", { kind: "customer", id: this.contactId }, text, score);
    this.apply(afterInbound(this.state, this.at), { messageId });
    const received = { opensWait: waitingSince === null, first: firstInboundAt === null, attachments: 0 };
    this.log("message.received", received, { messageId });
    const takenBy = handler === "human" ? "human" : handler === "bot" ? "run" : "routing";
    this.log("message.taken", { by: takenBy }, { messageId });
    this.feel(score, messageId);
    this.lastInboundAt = this.at;
  }

  private feel(score: number, messageId: string): void {
    const before = rollUpSentiment(this.scores).now;
    this.scores.push(score);
    const now = rollUpSentiment(this.scores).now ?? 0;
    const { language } = this.story;
    this.log("message.analysed", { label: labelOf(score), score, language }, { messageId });
    const [from, to] = [labelOf(before ?? 0), labelOf(now)];
    if (before !== null && from !== to)
      this.log("conversation.sentiment_turned", { from, to }, { messageId });
  }

  private botSays(text: string): void {
    const { channel } = this.sessions;
    const id = required(this.cast.journeys, channel === "sms" ? "sms" : "webchat");
    const by = { kind: "system" as const, id: null };
    this.apply(handledBy(this.state, "bot"), { by });
    const messageId = this.send(this.session("out", null), { kind: "bot", id }, text, by, null);
    this.apply(afterReply(this.state, { at: this.at, by: "bot", answers: false }), { by, messageId });
  }

  private agentSays(text: string, colleague: string): void {
    const userId = required(this.cast.users, colleague);
    const by = { kind: "user" as const, id: userId };
    if (!this.state.assigneeId) {
      this.apply(afterClaim(this.state, userId), { by, userId });
      this.changeHands(userId, "claim", by);
    } else this.apply(handledBy(this.state, "human"), { by, userId });
    this.join("agent", userId);
    const messageId = this.send(
      this.session("out", colleague),
      { kind: "agent", id: userId },
      text,
      by,
      userId,
    );
    this.apply(afterReply(this.state, { at: this.at, by: "human", answers: true }), {
      by,
      messageId,
      userId,
    });
  }

  /** An outbound message that has arrived, and on channels that tell was read. */
  private send(
    sessionId: string,
    author: { kind: "agent" | "bot"; id: string },
    text: string,
    by: { kind: ActorKind; id: string | null },
    userId: string | null,
  ): string {
    const messageId = this.addMessage(sessionId, "out", author, text, null);
    this.log("message.queued", { author: author.kind, purpose: "care" }, { by, messageId, userId });
    this.log("message.sent", { author: author.kind }, { by, messageId, userId });
    this.log("message.delivered", {}, { messageId, userId });
    if (this.outStatus() === "read") this.log("message.read", {}, { messageId, userId });
    this.lastOutboundAt = this.at;
    return messageId;
  }

  private outStatus(): MessageStatus {
    const { receipts } = channelDefinitions[this.sessions.channel];
    return receipts.includes("read") ? "read" : "delivered";
  }

  private addMessage(
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
    this.preview = previewOf(text, 0);
    return id;
  }

  private note(text: string, mention: string | undefined): void {
    const authorId = required(this.cast.users, this.story.agent);
    const mentions = mention ? [required(this.cast.users, mention)] : [];
    const id = idAt(this.at);
    const row = { id, workspaceId: this.cast.workspaceId, conversationId: this.id, text, mentions, authorId };
    this.rows.notes.push({
      ...row,
      position: ++this.position,
      authorKind: "agent",
      at: this.at,
      createdAt: this.at,
    });
    const by = { kind: "user" as const, id: authorId };
    this.log("note.added", { noteId: id, mentions: mentions.length }, { by, userId: authorId });
  }

  private assign(userId: string): void {
    const by = { kind: "system" as const, id: null };
    this.apply(afterAssign(this.state, { userId, runSpeaks: false }), { by, userId });
    this.changeHands(userId, "rule", by);
    this.join("agent", userId);
  }

  private changeHands(
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

  private task(title: string, dueInHours: number): void {
    const userId = required(this.cast.users, this.story.agent);
    const dueAt = new Date(this.at.getTime() + dueInHours * 3_600_000);
    const isDone = dueAt < this.cast.now;
    const id = idAt(this.at);
    const by = { kind: "user" as const, id: userId };
    this.rows.tasks.push({
      id,
      workspaceId: this.cast.workspaceId,
      title,
      status: isDone ? "done" : "open",
      contactId: this.contactId,
      conversationId: this.id,
      assigneeId: userId,
      teamId: this.teamId,
      dueAt,
      ...(isDone && { completedAt: dueAt, completedById: userId }),
      createdByKind: "user",
      createdById: userId,
      createdAt: this.at,
    });
    this.log("task.created", { taskId: id, dueAt: dueAt.toISOString() }, { by, userId });
    if (isDone) this.log("task.completed", { taskId: id }, { by, userId }, dueAt);
  }

  private snooze(hoursFromNow: number): void {
    const until = new Date(this.cast.now.getTime() + hoursFromNow * 3_600_000);
    this.apply(afterSnooze(this.state, until), { by: this.assignee() });
    const { workspaceId } = this.cast;
    const deadline = { id: idAt(this.at), workspaceId, kind: "snooze", key: `snooze:${this.id}` } as const;
    this.rows.deadlines.push({ ...deadline, dueAt: until, conversationId: this.id, createdAt: this.at });
  }

  private resolve(reason: string): void {
    this.apply(afterResolve(this.state, this.at, reason), { by: this.assignee() });
    const ended = this.sessions.end(this.at, "resolved");
    if (ended) this.log("session.ended", { kind: ended.kind, reason: "resolved" }, { sessionId: ended.id });
  }

  private queue(): void {
    const queueId = required(this.cast.teams, `queue:${this.story.team}`);
    const enteredAt = this.state.waitingSince ?? this.at;
    const { workspaceId } = this.cast;
    const priority = this.story.priority ?? "normal";
    const entry = { id: idAt(enteredAt), workspaceId, queueId, conversationId: this.id, priority };
    this.rows.queueEntries.push({ ...entry, enteredAt });
    this.log("conversation.queued", { queueId });
  }

  private assignee(): { kind: ActorKind; id: string | null } {
    const { assigneeId } = this.state;
    return assigneeId ? { kind: "user", id: assigneeId } : { kind: "system", id: null };
  }

  private session(direction: "in" | "out", colleague: string | null): string {
    const { id, opened, ended } = this.sessions.at(
      this.at,
      direction,
      colleague ? PEOPLE[colleague]?.name : null,
    );
    if (ended) this.log("session.ended", { kind: ended.kind, reason: "silence" }, { sessionId: ended.id });
    if (opened) this.log("session.opened", { kind: opened.kind, verificationLevel: opened.level });
    return id;
  }

  private join(kind: "customer" | "agent", id: string): void {
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

  private apply(change: LifecycleChange, parts: EventParts): void {
    this.state = { ...this.state, ...change.patch };
    for (const event of change.events) this.log(event.type, event.data, parts);
  }

  private log(type: EventType, data: JsonObject, parts: EventParts = {}, at = this.at): void {
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

  private finish(previousConversationId: string | null): void {
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
