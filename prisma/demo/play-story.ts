import { randomBytes } from "node:crypto";
import {
  afterAssign,
  afterClaim,
  afterInbound,
  afterReply,
  afterResolve,
  afterSnooze,
  handledBy,
} from "#core/conversation/lifecycle.ts";
import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";
import { addDuration } from "#core/duration/add-duration.ts";
import type { JsonObject } from "#core/json.ts";
import { required } from "#prisma/demo/cast.ts";
import { ConversationRecorder } from "#prisma/demo/conversation-recorder.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import { SLA_POLICIES } from "#prisma/demo/sla-policies.ts";
import type { Line } from "#prisma/demo/story.ts";
import type { ActorKind } from "#prisma/generated/client.ts";
import { labelOf } from "#server/analysis/provider.ts";

/** From which sentiment on somebody bothers to rate a conversation. */
const STRONG = 0.4;

/** Tells one story as rows: what the product would have written had it happened, by the same lifecycle rules. */
export class StoryPlayer extends ConversationRecorder {
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
    const sessionId = this.session("in");
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
    const messageId = this.send(this.session("out"), { kind: "bot", id }, text, by, null);
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
    this.keepTarget(userId);
    const sessionId = this.session("out");
    this.readBack(sessionId, userId);
    const messageId = this.send(sessionId, { kind: "agent", id: userId }, text, by, userId);
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

  /** Whoever answers where it went on has what was said before in view. */
  private readBack(sessionId: string, userId: string): void {
    const sessionIds = this.sessionIds.filter((id) => id !== sessionId);
    if (sessionIds.length > 0) this.log("conversation.context_viewed", { sessionIds }, { userId });
  }

  /** The first answer of a person is in time, or it is not. */
  private keepTarget(userId: string): void {
    const { firstInboundAt, firstHumanReplyAt } = this.state;
    if (!firstInboundAt || firstHumanReplyAt) return;
    const policy = SLA_POLICIES.find(({ priorities }) =>
      priorities.includes(this.story.priority ?? "normal"),
    );
    if (!policy) return;
    const used = this.at.getTime() - firstInboundAt.getTime();
    const due = addDuration(firstInboundAt.getTime(), policy.targets.firstResponse, "UTC");
    const clock = { clockId: idAt(firstInboundAt), policy: policy.name, target: "firstResponse", cycle: 1 };
    if (this.at.getTime() <= due) this.log("sla.met", { ...clock, used }, { userId });
    else this.log("sla.breached", clock, { userId: null }, new Date(due));
  }

  private assign(userId: string): void {
    const by = { kind: "system" as const, id: null };
    const { waitingSince, assigneeId } = this.state;
    if (waitingSince && !assigneeId && this.cast.journeys.has(this.sessions.channel)) {
      this.log("handoff.requested", {}, { by, userId: null }, waitingSince);
      this.log("handoff.accepted", { waited: this.at.getTime() - waitingSince.getTime() }, { by, userId });
    }
    this.apply(afterAssign(this.state, { userId, runSpeaks: false }), { by, userId });
    this.changeHands(userId, "rule", by);
    this.join("agent", userId);
  }

  private task(title: string, dueInHours: number): void {
    const userId = required(this.cast.users, this.story.agent);
    // What was promised in a conversation that is over has been done; the rest is still to come.
    const isDone = this.story.lines.some(([what]) => what === "resolve");
    const from = isDone ? this.at : this.cast.now;
    const dueAt = new Date(from.getTime() + dueInHours * 3_600_000);
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
    if (ended) this.logEnd(ended, "resolved");
    this.askHowItWas();
  }

  /** Whoever felt strongly about it answers: that is how surveys are. */
  private askHowItWas(): void {
    const { assigneeId, firstHumanReplyAt } = this.state;
    const felt = this.scores.at(-1) ?? 0;
    if (!assigneeId || !firstHumanReplyAt || this.sessions.channel === "voice") return;
    this.log("csat.sent", { channel: this.sessions.channel });
    if (Math.abs(felt) < STRONG) return;
    const rating = Math.max(1, Math.min(5, Math.round(3 + 2.5 * felt)));
    const answeredAt = new Date(Math.min(this.at.getTime() + 20 * 60_000, this.cast.now.getTime()));
    this.rows.surveys.push({
      id: idAt(this.at),
      workspaceId: this.cast.workspaceId,
      conversationId: this.id,
      contactId: this.contactId,
      // Nobody has the link: it is answered.
      tokenHash: randomBytes(32).toString("hex"),
      assigneeId,
      teamId: this.teamId,
      sentAt: this.at,
      expiresAt: new Date(this.at.getTime() + 7 * 86_400_000),
      rating,
      answeredAt,
    });
    this.log("csat.answered", { rating, assigneeId }, {}, answeredAt);
  }

  private assignee(): { kind: ActorKind; id: string | null } {
    const { assigneeId } = this.state;
    return assigneeId ? { kind: "user", id: assigneeId } : { kind: "system", id: null };
  }
}
