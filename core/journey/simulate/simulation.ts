import type { Channel } from "#core/channel.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import type { Effect, EffectOutcome, SendEffect } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { ControlAction, Offer, RunState, Transition } from "#core/journey/run.ts";
import type { Steps } from "#core/journey/step.ts";
import type { ContactFacts, Facts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";

/** Something that happens in the simulated world; `at` is epoch milliseconds of its clock. */
export type SimulatedEvent =
  | {
      kind: "message";
      at: number;
      text: string;
      channel?: Channel;
      /** Key of the channel account. */
      account?: string;
      intent?: string;
      intentConfidence?: number;
      sentiment?: number;
      attachmentCount?: number;
      /** Known from elsewhere, as a message of a past conversation is. */
      id?: string;
    }
  | { kind: "event"; at: number; name: string; properties?: JsonObject }
  /** Anything else that a run can hear of; `data.effectKey` is that of the visit unless it is given. */
  | { kind: "happening"; at: number; on: string; name?: string; data?: JsonObject }
  /** The contact's data changes, and the run hears of it. */
  | { kind: "contact"; at: number; changes: Partial<Omit<ContactFacts, "id">> }
  /** Settles the effect under way, or else the next one; of one node where it is named. */
  | { kind: "outcome"; at: number; nodeId?: string; outcome: EffectOutcome }
  | {
      kind: "control";
      at: number;
      action: ControlAction;
      expired?: "fire" | "restart";
      resendUnknown?: boolean;
    };

/** What becomes of effects: one outcome for always, or one after the other with the last for the rest. */
export type SimulatedOutcomes = Readonly<Record<string, EffectOutcome | readonly EffectOutcome[]>>;

export interface Simulation {
  plan: Plan;
  steps: Steps;
  /** What the run can see when it begins. */
  facts: Facts;
  /** By key; with them `hours.<key>` follows the virtual clock. */
  hours?: Readonly<Record<string, BusinessWeek>>;
  /** When the clock begins: epoch milliseconds. */
  now: number;
  /** Chance (jitter, the arm of a split by contact) follows from the ids of run and contact alone. */
  runId?: string;
  /** Starts here whatever happens; else the first event that a trigger waits for starts it. */
  triggerNodeId?: string;
  events: readonly SimulatedEvent[];
  /** By node id, or else by kind of effect; what is in neither succeeds. */
  outcomes?: SimulatedOutcomes;
  limits?: Partial<SimulationLimits>;
  /**
   * Whether the customer would do next what is said they do, after what was said to them. Asked where the run awaits
   * them, and before each message and control; once it is not known, neither is what follows from it.
   */
  isAnswerKnown?: (sofar: SimulatedSoFar, next?: SimulatedEvent) => boolean;
  /** Asked between events: whoever plays it has waited long enough. */
  isTired?: () => boolean;
}

export interface SimulatedSoFar {
  startedAt: number;
  effects: readonly SimulatedEffect[];
}

export interface SimulationLimits {
  /** Visits of nodes. */
  steps: number;
  /** Milliseconds of virtual time. */
  time: number;
}

/**
 * completed, exited, stopped, stuck, held, paused: as of a run. waiting: for something that never comes here.
 * limit: it went on for longer than it may. notStarted: no trigger waits for what happens. unknown: what the
 * customer would have answered is.
 */
export type SimulationEnd =
  | "completed"
  | "exited"
  | "stopped"
  | "stuck"
  | "held"
  | "paused"
  | "waiting"
  | "limit"
  | "notStarted"
  | "unknown";

/** One visit of a node. */
export interface SimulatedStep {
  visit: number;
  nodeId: string;
  type: string;
  enteredAt: number;
  leftAt?: number;
  outlet?: string;
  /** The last thing said of the visit, in words. */
  why: string;
}

export interface SimulatedEffect {
  at: number;
  nodeId: string;
  visit: number;
  key: string;
  effect: Effect;
  outcome: EffectOutcome;
}

/** A message as it would have been sent. */
export type SimulatedSend = Omit<SimulatedEffect, "effect"> & { effect: SendEffect };

export interface SimulationResult {
  end: SimulationEnd;
  /** In words for people. */
  reason: string;
  startedAt: number | null;
  /** What the virtual clock shows at the end. */
  endedAt: number;
  run: RunState | null;
  steps: SimulatedStep[];
  transitions: Transition[];
  effects: SimulatedEffect[];
  /** Events that the run did not want. */
  untaken: Offer[];
  facts: Facts;
}

/** The messages among the effects, in order. */
export function sendsOf(effects: readonly SimulatedEffect[]): SimulatedSend[] {
  return effects.filter((each): each is SimulatedSend => each.effect.kind === "send");
}
