import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { MessageFacts } from "#core/journey/variables.ts";
import type { Json, JsonObject } from "#core/json.ts";

/**
 * running: walks, or has an effect under way. waiting: rests at a node until a time or an event.
 * held: a person speaks with the customer. paused: an operator stopped it for now.
 * stuck: out of retries at a node with no `failed` way drawn; a person must retry, skip or stop.
 * completed: ran out of nodes. exited: reached an exit, a goal or an exit rule. stopped: by a person.
 */
export type RunStatus =
  | "running"
  | "waiting"
  | "held"
  | "paused"
  | "stuck"
  | "completed"
  | "exited"
  | "stopped";

export const ENDED_STATUSES: ReadonlySet<RunStatus> = new Set<RunStatus>(["completed", "exited", "stopped"]);

/** What wakes a resting run: a time (epoch ms), kinds of events, or either. */
export interface Rest {
  until?: number;
  on: RunEventKind[];
  /** Whether the run holds the conversation's floor while it rests here. */
  floor: boolean;
}

export interface PutOff {
  code: string;
  at: number;
  since: number;
  /** Places in the journey's budgets that it was given before: by budget, from when (epoch ms) they count. */
  reserved?: Record<string, number>;
}

export interface Position {
  nodeId: string;
  /** The visit's number within the run, from 1; part of an effect's key. */
  visit: number;
  enteredAt: number;
  /** Private to the node's step. */
  state: Json;
  rest?: Rest;
  /** When the rest began: what “start again in full” counts from. */
  restedAt?: number;
  /** The effect under way, or the one that the run is stuck at. With a `rest`: asked for again at its time. */
  effect?: KeyedEffect;
  /** When the effect was last asked for. */
  effectAskedAt?: number;
  /** Why the effect was put off, until when, and since when for that reason (epoch ms). */
  putOff?: PutOff;
}

export interface Goal {
  name: string;
  value?: Json;
}

/** All there is to know about a run, as plain JSON: can be stored, moved and resumed at any point. */
export interface RunState {
  id: string;
  status: RunStatus;
  /** Visits so far. */
  visits: number;
  position: Position | null;
  vars: Record<string, Json>;
  /** By experiment; holdouts included. */
  arms?: Record<string, string>;
  triggerNodeId: string;
  startedAt: number;
  /** Visits on the day (UTC) named. */
  budget: { day: string; steps: number };
  /** Messages and happenings that came while an effect was under way, in order. */
  inbox: Offer[];
  /** Ids of the last events applied, newest last: a repeat is ignored. */
  applied: string[];
  /** Set while held, paused or both: what the run was doing, and which wakes came meanwhile, in order. */
  suspended?: {
    from: "running" | "waiting" | "stuck";
    by: ("hold" | "pause")[];
    at: number;
    missed: RunEvent[];
  };
  /** Told to move to another version, at its next rest; with why it could not, once that is known. */
  moving?: { operationId: string; refused?: string };
  ended?: { at: number; reason: string };
  /** The first goal that it reached. */
  goal?: Goal & { at: number };
  /** An exit rule held while an effect was under way: the run ends for this reason once that has come out. */
  leaving?: string;
  /** What a node further on may look back at, in order; see `Step.remembers`. */
  seen?: HappeningEvent[];
  /** `from`: it could not be carried at all, and goes on with what it was doing when it is tried again. */
  stuck?: { reason: string; code: string; from?: "running" | "waiting" };
}

/** `wake`: what the run's effect was put off for is over; it is asked for again now. */
export type ControlAction = "hold" | "release" | "pause" | "resume" | "retry" | "skip" | "stop" | "wake";

/**
 * What can happen to a run. `id` makes a repeat harmless: an event is applied at most once.
 * A timer is for one visit; a stale one is ignored.
 */
export type RunEvent =
  | { kind: "start"; id: string; at: number }
  | { kind: "timer"; visit: number; at: number }
  | { kind: "message"; id: string; at: number; message: MessageFacts }
  | { kind: "effect"; key: string; at: number; outcome: EffectOutcome }
  | { kind: "happening"; id: string; at: number; on: string; name?: string; data: JsonObject }
  | {
      kind: "control";
      id: string;
      at: number;
      action: ControlAction;
      reason?: string;
      /** On resume and release: waits that ran out meanwhile fire now, or start again in full. */
      expired?: "fire" | "restart";
      /** On retry of an effect whose outcome is unknown: ask again although it may have been accepted. */
      resendUnknown?: boolean;
    };

export type HappeningEvent = Extract<RunEvent, { kind: "happening" }>;

/** Events that go on down the inbound order when the run does not want them. */
export type Offer = Extract<RunEvent, { kind: "message" | "happening" }>;

export type RunEventKind = RunEvent["kind"];

/** One line of a run's timeline, with its why in words for people. */
export interface Transition {
  at: number;
  visit: number;
  nodeId: string;
  kind:
    | "entered"
    | "waiting"
    | "woken"
    | "effect"
    | "outcome"
    | "left"
    | "stuck"
    | "held"
    | "paused"
    | "resumed"
    | "absorbed"
    | "goal"
    | "migrated"
    | "ended";
  outlet?: string;
  why: string;
  detail?: Json;
}

export interface Advance {
  run: RunState;
  /** None, or the one effect that the run now waits for. */
  effects: KeyedEffect[];
  transitions: Transition[];
  /** Events the run did not take: they go on down the inbound order. */
  untaken: Offer[];
}
