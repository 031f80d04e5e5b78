import type { PastConversation, PastMessage } from "#core/journey/backtest/past-conversation.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { actionOnHumanReply } from "#core/journey/human-reply.ts";
import type { Plan } from "#core/journey/plan.ts";
import {
  type SimulatedEvent,
  type SimulatedSoFar,
  type Simulation,
  type SimulationEnd,
  type SimulationResult,
  sendsOf,
} from "#core/journey/simulate/simulation.ts";
import { simulate } from "#core/journey/simulate.ts";

/** Enough for a day; a conversation in which a journey begins more often is cut. */
const MOST_RUNS = 20;

/** What a journey did, or would have done, in one conversation. */
export interface Doing {
  /** None where it never began; else how each run came out. */
  ends: { end: string; reason: string | null }[];
  sends: number;
  assigns: number;
  ways: { nodeId: string; outlet: string }[];
}

/** Where a draft first says something else than was said. A side that said nothing there is null. */
export interface Difference {
  nodeId: string | null;
  said: string | null;
  wouldSay: string | null;
}

export interface Replay extends Doing {
  difference: Difference | null;
}

type Ground = Pick<Simulation, "plan" | "steps" | "hours" | "isTired">;

/**
 * What a plan would have done in a conversation of the past. The customer says what they said as long as the plan says
 * what was said to them; from the first difference on their answer is unknown. Pure.
 */
export function replayConversation(ground: Ground, past: PastConversation): Replay {
  // Schedules and audiences begin nothing in a conversation.
  const plan = { ...ground.plan, triggers: ground.plan.triggers.filter((id) => canBegin(ground.plan, id)) };
  const listener = new Listener(past.messages.filter(({ author }) => author === "bot"));
  const replay: Replay = { ends: [], sends: 0, assigns: 0, ways: [], difference: null };
  let events = eventsOf(plan, past);
  let facts = past.facts;
  let now = past.startedAt;
  for (let runs = 0; runs < MOST_RUNS && isBeginning(events) && plan.triggers.length > 0; runs += 1) {
    const result = simulate({
      ...ground,
      plan,
      facts,
      now,
      events,
      runId: `${past.id}:${runs}`,
      outcomes: outcomesOf(past),
      isAnswerKnown: (sofar, next) => listener.isKnown(sofar, next),
    });
    if (result.startedAt === null) break;
    addResult(replay, plan, result);
    events = events.filter(({ at }) => at > result.endedAt);
    const { startedAt, effects } = result;
    const isKnown = listener.close({ startedAt, effects }, events[0]);
    if (!isKnown || !ENDED.has(result.end) || plan.settings.reentry === "once") break;
    ({ facts, endedAt: now } = result);
  }
  return { ...replay, difference: listener.difference };
}

const ENDED: ReadonlySet<SimulationEnd> = new Set<SimulationEnd>(["completed", "exited", "stopped"]);

function canBegin(plan: Plan, id: string): boolean {
  const type = plan.nodes[id]?.type;
  return type === "trigger.message" || type === "trigger.event";
}

function isBeginning(events: readonly SimulatedEvent[]): boolean {
  return events.some(({ kind }) => kind === "message" || kind === "event");
}

function eventsOf({ settings }: Plan, { messages, events }: PastConversation): SimulatedEvent[] {
  const onReply = actionOnHumanReply(settings);
  const said = messages.flatMap((message): SimulatedEvent[] => {
    if (message.author === "customer") return [heard(message)];
    if (message.author !== "agent" || !onReply) return [];
    return [{ kind: "control", at: message.at, action: onReply }];
  });
  const happened = events.map((event): SimulatedEvent => ({ kind: "event", ...event }));
  return [...said, ...happened].sort((left, right) => left.at - right.at);
}

function heard(message: PastMessage): SimulatedEvent {
  const { id, at, text, channel, account, intent, intentConfidence, sentiment, attachmentCount } = message;
  return {
    kind: "message",
    id,
    at,
    text,
    channel,
    attachmentCount,
    ...(account === null ? {} : { account }),
    ...(intent === null ? {} : { intent }),
    ...(intentConfidence === null ? {} : { intentConfidence }),
    ...(sentiment === null ? {} : { sentiment }),
  };
}

/** Effects of nodes that were there then come out as they did. */
function outcomesOf({ runs }: PastConversation): Record<string, EffectOutcome[]> {
  const outcomes = new Map<string, EffectOutcome[]>();
  for (const { nodeId, outcome } of runs.flatMap((run) => run.outcomes)) {
    outcomes.set(nodeId, [...(outcomes.get(nodeId) ?? []), outcome]);
  }
  return Object.fromEntries(outcomes);
}

function addResult(replay: Replay, plan: Plan, result: SimulationResult): void {
  const { end, run, steps, effects } = result;
  replay.ends.push({ end, reason: end === "exited" ? (run?.ended?.reason ?? null) : null });
  replay.sends += effects.filter(({ effect, outcome }) => effect.kind === "send" && wasDone(outcome)).length;
  for (const { nodeId, outlet } of steps) {
    if (outlet === undefined || plan.triggers.includes(nodeId)) continue;
    replay.ways.push({ nodeId, outlet });
    if (isAssigned(plan.nodes[nodeId]?.type, outlet)) replay.assigns += 1;
  }
}

function wasDone({ status }: EffectOutcome): boolean {
  return status === "done";
}

/** Whether a way out means that somebody has the conversation. */
export function isAssigned(type: string | undefined, outlet: string): boolean {
  return (type === "assign" && outlet === "assigned") || (type === "handoff" && outlet === "accepted");
}

/** Hears what the plan says and holds it against what was said, one message after the other. */
class Listener {
  difference: Difference | null = null;
  readonly #said: readonly PastMessage[];
  /** How many of the effects have been looked at, and how many messages of both sides agree. */
  #looked = 0;
  #agreed = 0;

  constructor(said: readonly PastMessage[]) {
    this.#said = said;
  }

  isKnown(sofar: SimulatedSoFar, next?: SimulatedEvent): boolean {
    this.#hear(sofar);
    if (this.difference || !next) return !this.difference;
    // What was said before the customer's next message, and the plan has not said, they would not have answered to.
    const missing = this.#said[this.#agreed];
    if (missing && missing.at <= next.at) {
      this.difference = { nodeId: missing.nodeId, said: missing.text, wouldSay: null };
    }
    return !this.difference;
  }

  /** A run is over; the next one begins with effects of its own. @returns whether `next` is known to happen */
  close(sofar: SimulatedSoFar, next?: SimulatedEvent): boolean {
    const isKnown = this.isKnown(sofar, next);
    this.#looked = 0;
    return isKnown;
  }

  #hear({ startedAt, effects }: SimulatedSoFar): void {
    if (this.difference) return;
    // What was said before the run began is no business of its.
    while ((this.#said[this.#agreed]?.at ?? startedAt) < startedAt) this.#agreed += 1;
    for (const send of sendsOf(effects.slice(this.#looked))) {
      if (!wasDone(send.outcome)) continue;
      const said = this.#said[this.#agreed];
      const text = send.effect.text;
      if (said && isSame(text, send.nodeId, said)) {
        this.#agreed += 1;
        continue;
      }
      this.difference = { nodeId: send.nodeId, said: said?.text ?? null, wouldSay: text ?? null };
      break;
    }
    this.#looked = effects.length;
  }
}

/** A template's words are not known here; the node that sends it is. */
function isSame(text: string | undefined, nodeId: string, said: PastMessage): boolean {
  return text === undefined ? nodeId === said.nodeId : text.trim() === said.text.trim();
}
