import { V7Generator } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import type { EventType } from "#core/conversation/event-types.ts";
import {
  afterClaim,
  afterInbound,
  afterReply,
  afterResolve,
  afterSnooze,
  handledBy,
  type Lifecycle,
  type LifecycleChange,
} from "#core/conversation/lifecycle.ts";
import type { JsonObject } from "#core/json.ts";

/** who (customer, bot, agent, note), minutes since the turn before, what, and how it sounded. */
export type Turn = ["c" | "b" | "a" | "n", number, string, number?];

export interface Script {
  channel: Channel;
  language: string;
  intent: string;
  team: string;
  outcome: "resolved" | "open" | "waiting" | "snoozed";
  priority?: "low" | "normal" | "high" | "urgent";
  tags: string[];
  people: Record<string, string>[];
  turns: Turn[];
}

export interface PastEvent {
  type: EventType;
  at: Date;
  messageId?: string;
  byAgent: boolean;
  data: JsonObject;
}

export interface PastMessage {
  id: string;
  who: "c" | "b" | "a" | "n";
  text: string;
  at: Date;
  position: number;
  score: number | null;
}

export interface Past {
  id: string;
  startedAt: Date;
  endedAt: Date;
  lifecycle: Lifecycle;
  events: PastEvent[];
  messages: PastMessage[];
  claimedAt: Date | null;
}

const MINUTE = 60_000;
const generator = new V7Generator();

/** An id as it would have been made then, so that lists by id are lists by time. */
export function idAt(at: Date): string {
  return generator.generateOrResetCore(at.getTime(), 10_000).toString();
}

/** How long a script takes from its first turn to its last, in milliseconds. */
export function durationOf({ turns }: Script): number {
  return turns.reduce((total, [, minutes]) => total + minutes * MINUTE, 0);
}

/**
 * Plays a script through the same rules that a live conversation follows, so that its row and its events tell the
 * same story.
 */
export function playScript(
  script: Script,
  person: Record<string, string>,
  startedAt: Date,
  agentId: string,
): Past {
  const play = new Play(startedAt, script, agentId);
  for (const [who, minutes, text, score] of script.turns) {
    play.turn(who, minutes, fill(text, person), score ?? null);
  }
  return play.finish();
}

function fill(text: string, person: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => person[name] ?? whole);
}

class Play {
  readonly #past: Past;
  readonly #script: Script;
  readonly #agentId: string;
  #at: Date;

  constructor(startedAt: Date, script: Script, agentId: string) {
    this.#script = script;
    this.#agentId = agentId;
    this.#at = startedAt;
    const quiet = script.turns[0]?.[0] !== "c";
    const lifecycle: Lifecycle = {
      status: "new",
      handler: script.turns.some(([who]) => who === "b") ? "bot" : "none",
      quiet,
      assigneeId: null,
      waitingSince: null,
      snoozedUntil: null,
      firstInboundAt: null,
      firstHumanReplyAt: null,
      resolvedAt: null,
      resolvedReason: null,
      reopenedCount: 0,
    };
    const id = idAt(startedAt);
    this.#past = {
      id,
      startedAt,
      endedAt: startedAt,
      lifecycle,
      events: [],
      messages: [],
      claimedAt: null,
    };
    this.#tell("conversation.opened", { by: quiet ? "bot" : "customer", quiet });
    this.#tell("session.opened", {
      kind: script.channel === "webchat" ? "chat" : "exchange",
      verificationLevel: 1,
    });
  }

  turn(who: Turn[0], minutes: number, text: string, score: number | null): void {
    this.#at = new Date(this.#at.getTime() + minutes * MINUTE);
    const position = this.#past.messages.length + 1;
    const message = { id: idAt(this.#at), who, text, at: this.#at, position, score };
    this.#past.messages.push(message);
    this.#past.endedAt = this.#at;
    if (who === "c") this.#inbound(message);
    else if (who === "n") this.#tell("note.added", { noteId: message.id, mentions: 0 }, { byAgent: true });
    else this.#outbound(message);
  }

  finish(): Past {
    const { outcome } = this.#script;
    this.#at = new Date(this.#at.getTime() + 4 * MINUTE);
    if (outcome === "resolved") {
      this.#apply(afterResolve(this.#past.lifecycle, this.#at, "answered"), { byAgent: true });
      this.#past.endedAt = this.#at;
    }
    if (outcome === "snoozed") {
      const until = new Date(this.#at.getTime() + 3 * 24 * 60 * MINUTE);
      this.#apply(afterSnooze(this.#past.lifecycle, until), { byAgent: true });
    }
    return this.#past;
  }

  #inbound({ id, score }: PastMessage): void {
    const { firstInboundAt, waitingSince } = this.#past.lifecycle;
    const data = { opensWait: waitingSince === null, first: firstInboundAt === null, attachments: 0 };
    this.#tell("message.received", data, { messageId: id });
    this.#apply(afterInbound(this.#past.lifecycle, this.#at));
    if (score !== null) {
      const label = score < -0.25 ? "negative" : score > 0.25 ? "positive" : "neutral";
      this.#tell("message.analysed", { label, score, language: this.#script.language }, { messageId: id });
    }
  }

  #outbound({ id, who }: PastMessage): void {
    const byAgent = who === "a";
    if (byAgent && this.#past.claimedAt === null) {
      this.#past.claimedAt = this.#at;
      this.#apply(afterClaim(this.#past.lifecycle, this.#agentId), { byAgent });
      this.#tell("conversation.assigned", { reason: "rule" }, { byAgent });
    } else if (byAgent) this.#apply(handledBy(this.#past.lifecycle, "human"), { byAgent });
    this.#tell("message.sent", { author: byAgent ? "agent" : "bot" }, { messageId: id, byAgent });
    this.#tell("message.delivered", {}, { messageId: id });
    const by = byAgent ? ("human" as const) : ("bot" as const);
    const reply = { at: this.#at, by, answers: byAgent };
    this.#apply(afterReply(this.#past.lifecycle, reply), { messageId: id, byAgent });
  }

  #apply({ patch, events }: LifecycleChange, about: { messageId?: string; byAgent?: boolean } = {}): void {
    this.#past.lifecycle = { ...this.#past.lifecycle, ...patch };
    for (const { type, data } of events) this.#tell(type, data, about);
  }

  #tell(type: EventType, data: JsonObject, about: { messageId?: string; byAgent?: boolean } = {}): void {
    this.#past.events.push({ type, at: this.#at, data, byAgent: false, ...about });
  }
}
