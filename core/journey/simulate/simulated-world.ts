import type { Channel } from "#core/channel.ts";
import { hoursByKey } from "#core/hours/hours-at.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { sureAnswer } from "#core/journey/ai-config.ts";
import type { Effect, EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import { applyUpdate } from "#core/journey/simulate/apply-update.ts";
import type { SimulatedEvent, SimulatedOutcomes, Simulation } from "#core/journey/simulate/simulation.ts";
import type { ConversationFacts, Facts, MessageFacts } from "#core/journey/variables.ts";

type OutcomeEvent = Extract<SimulatedEvent, { kind: "outcome" }>;
type MessageEvent = Extract<SimulatedEvent, { kind: "message" }>;

const FEW_MESSAGES = 20;
const NOBODY = { name: "Agent", firstName: "Agent" };

/** The world around a simulated run: what it can see, and what becomes of its effects. Nothing leaves it. */
export class SimulatedWorld {
  #facts: Facts;
  readonly #hours: { key: string; week: BusinessWeek }[];
  readonly #outcomes: SimulatedOutcomes;
  readonly #used = new Map<string, number>();
  #armed: OutcomeEvent[] = [];
  #messages = 0;

  constructor({ facts, hours = {}, outcomes = {} }: Simulation) {
    this.#facts = facts;
    this.#hours = Object.entries(hours).map(([key, week]) => ({ key, week }));
    this.#outcomes = outcomes;
  }

  /** What a run can see at a moment. */
  factsAt(now: number): Facts {
    if (this.#hours.length === 0) return this.#facts;
    return { ...this.#facts, hours: hoursByKey(this.#hours, now) };
  }

  /** The customer writes. */
  hear(event: MessageEvent): MessageFacts {
    this.#messages += 1;
    const { conversation, recentMessages } = this.#facts;
    const channel = event.channel ?? conversation?.channel ?? "webchat";
    const message: MessageFacts = {
      id: event.id ?? `message-${this.#messages}`,
      text: event.text,
      channel,
      at: event.at,
      intent: event.intent ?? null,
      intentConfidence: event.intentConfidence ?? (event.intent === undefined ? null : 1),
      sentiment: event.sentiment ?? null,
      attachmentCount: event.attachmentCount ?? 0,
    };
    const said = conversationWith(conversation, channel, event.at);
    this.#facts = {
      ...this.#facts,
      message,
      recentMessages: [...recentMessages, message].slice(-FEW_MESSAGES),
      conversation: {
        ...said,
        channel,
        intent: message.intent ?? said.intent,
        sentiment: message.sentiment ?? said.sentiment,
      },
    };
    return message;
  }

  changeContact(changes: Partial<Facts["contact"]>): void {
    const { contact } = this.#facts;
    const attributes = { ...contact.attributes, ...changes.attributes };
    this.#facts = { ...this.#facts, contact: { ...contact, ...changes, attributes } };
  }

  /** An event of the contact's: it counts, and the one that starts the run can be read as `event`. */
  count(event: Extract<SimulatedEvent, { kind: "event" }>, isTrigger: boolean): void {
    const { name, at, properties = {} } = event;
    const events = { ...this.#facts.events, [name]: [...(this.#facts.events?.[name] ?? []), at] };
    const trigger = { name, occurredAt: new Date(at).toISOString(), properties };
    this.#facts = { ...this.#facts, events, ...(isTrigger ? { event: trigger } : {}) };
  }

  /** Keeps an outcome for the next effect that it fits. */
  arm(event: OutcomeEvent): void {
    this.#armed = [...this.#armed, event];
  }

  /** What becomes of an effect, and what it changes. */
  perform({ nodeId, effect }: KeyedEffect, node: PlanNode | undefined, now: number): EffectOutcome {
    const outcome = this.#choose(nodeId, effect, node, now);
    if (outcome.status === "done") this.#change(effect, outcome, now);
    return outcome;
  }

  #choose(nodeId: string, effect: Effect, node: PlanNode | undefined, now: number): EffectOutcome {
    const armed = this.#armed.find((event) => event.nodeId === undefined || event.nodeId === nodeId);
    if (armed) {
      this.#armed = this.#armed.filter((event) => event !== armed);
      return armed.outcome;
    }
    const name = Object.hasOwn(this.#outcomes, nodeId) ? nodeId : effect.kind;
    const chosen = Object.hasOwn(this.#outcomes, name) ? this.#outcomes[name] : undefined;
    if (chosen === undefined) return succeed(effect, node, now);
    if (!isSeries(chosen)) return chosen;
    const used = this.#used.get(name) ?? 0;
    this.#used.set(name, used + 1);
    return chosen[Math.min(used, chosen.length - 1)] ?? succeed(effect, node, now);
  }

  #change(effect: Effect, outcome: Extract<EffectOutcome, { status: "done" }>, now: number): void {
    const { conversation } = this.#facts;
    if (effect.kind === "update") {
      this.#facts = applyUpdate(this.#facts, effect.changes);
    } else if (effect.kind === "send") {
      const channel = channelOf(effect.channel, conversation);
      if (conversation?.channel === channel) return;
      this.#facts = {
        ...this.#facts,
        conversation: { ...conversationWith(conversation, channel, now), channel },
      };
    } else if (isGiven(effect, outcome.outlet)) {
      const open = conversationWith(conversation, channelOf("best", conversation), now);
      this.#facts = { ...this.#facts, agent: this.#facts.agent ?? NOBODY, conversation: open };
    } else if (effect.kind === "resolve" && conversation) {
      this.#facts = { ...this.#facts, conversation: { ...conversation, status: "resolved" } };
    }
  }
}

/** Everything goes well: by `next` where the node has it, else by its first way out. */
function succeed(effect: Effect, node: PlanNode | undefined, now: number): EffectOutcome {
  if (effect.kind === "send") return { status: "done", result: { sentAt: now } };
  if (effect.kind === "ai") return { status: "done", result: sureAnswer(effect) };
  const outlets = Object.keys(node?.outlets ?? {});
  const [first] = outlets;
  if (first === undefined || outlets.includes("next")) return { status: "done", result: {} };
  return { status: "done", outlet: first, result: {} };
}

/** Whether somebody has the conversation by this effect. */
function isGiven({ kind }: Effect, outlet: string | undefined): boolean {
  if (kind === "handoff") return outlet === "assigned" || outlet === "accepted";
  return kind === "assign" && outlet === "assigned";
}

function isSeries(chosen: EffectOutcome | readonly EffectOutcome[]): chosen is readonly EffectOutcome[] {
  return Array.isArray(chosen);
}

function channelOf(wanted: "reply" | "best" | Channel, conversation: ConversationFacts | null): Channel {
  if (wanted !== "reply" && wanted !== "best") return wanted;
  return conversation?.channel ?? "sms";
}

/** The conversation, opened if there is none. */
function conversationWith(
  conversation: ConversationFacts | null,
  channel: Channel,
  now: number,
): ConversationFacts {
  if (conversation) return conversation;
  return {
    id: "conversation-1",
    status: "new",
    channel,
    startedChannel: channel,
    priority: "normal",
    intent: null,
    sentiment: null,
    language: null,
    startedAt: new Date(now).toISOString(),
    tags: [],
    attributes: {},
    memory: {},
  };
}
