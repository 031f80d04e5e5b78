import type { ControlAction, RunStatus } from "#core/journey/run.ts";

/**
 * What happened to a run, as a reference: small enough for a signal, and without content, which stays in
 * Postgres. `at` is epoch milliseconds; `id` makes a repeat harmless.
 */
export type EventReference =
  | { kind: "message"; id: string; at: number }
  | { kind: "happening"; id: string; at: number }
  | ({ kind: "control"; id: string; at: number } & ControlOrder)
  /** The slow lane is through with an effect; `failure` tells why when it gave up. */
  | { kind: "effect"; id: string; at: number; failure?: string };

export interface InboundSignal {
  runId: string;
  event: EventReference;
}

/** What a run is told to do, without when and by which event. */
export interface ControlOrder {
  action: ControlAction | "migrate";
  /** On resume and release: waits that ran out meanwhile fire now, or start again in full. */
  expired?: "fire" | "restart";
  /** On retry: ask again although it may have been accepted. */
  resendUnknown?: boolean;
  reason?: string;
  /** On migrate: the operation that says which version, and which node leads where. */
  operationId?: string;
}

export interface ControlRequest extends ControlOrder {
  runId: string;
  id: string;
  at: number;
}

/** One order for many runs of a workflow; each takes it once, by its own id. */
export interface ControlsSignal extends ControlOrder {
  at: number;
  runs: { runId: string; id: string }[];
}

/** An effect that left the chain: performed by an activity of its own. */
export interface SlowWork {
  key: string;
  /** Milliseconds one attempt may take. */
  timeout: number;
  attempts: number;
}

/** One run to carry on, with what happened to it. Without events: look at the clock. */
export interface CarryItem {
  runId: string;
  events: EventReference[];
}

export interface CarryInput {
  workspaceId: string;
  items: CarryItem[];
}

/**
 * How a run rests after it was carried. `wakeAt` is epoch milliseconds; null where only an event wakes it.
 * `retry` means that nothing is lost but the run could not be carried just now; `parked` that it cannot be carried at
 * all, and has taken nothing of what came for it.
 */
export type RunRest =
  | { runId: string; kind: "resting"; status: RunStatus; wakeAt: number | null }
  | { runId: string; kind: "slow"; status: RunStatus; work: SlowWork; wakeAt: number | null }
  | { runId: string; kind: "ended"; status: RunStatus }
  | { runId: string; kind: "parked"; status: RunStatus }
  | { runId: string; kind: "retry"; reason: string };

export interface CarryResult {
  rests: RunRest[];
}

export interface PerformInput {
  workspaceId: string;
  runId: string;
  key: string;
}

export interface ParkInput {
  workspaceId: string;
  runId: string;
  reason: string;
  /** What the run was carried with. */
  events?: EventReference[];
}

/** The activities of the engine, as the workflow calls them. */
export interface JourneyActivities {
  carry(input: CarryInput): Promise<CarryResult>;
  perform(input: PerformInput): Promise<void>;
  park(input: ParkInput): Promise<RunRest>;
}

/** One run as the workflow holds it, also over continue-as-new. */
export interface RestingRun {
  id: string;
  /** Epoch milliseconds; null waits for an event; absent: has never been carried. */
  wakeAt?: number | null;
  status?: RunStatus;
  inbox?: EventReference[];
  slow?: SlowWork;
  /** Times in a row that it could not be carried. */
  failures?: number;
  /** It is parked, and so many events at the front of its inbox wait until it is carried for something else. */
  kept?: number;
}

export interface JourneyInput {
  workspaceId: string;
  /** How many runs the cohort began with: one alone is carried by a local activity. */
  size: number;
  runs: RestingRun[];
  /** Continue as new after this many history events, where the server does not suggest it before. */
  continueAfter?: number;
}

export const JOURNEY_WORKFLOW = "journey";
export const INBOUND_SIGNAL = "inbound";
export const CONTROL_UPDATE = "control";
export const CONTROLS_SIGNAL = "controls";
export const STATE_QUERY = "state";
/** Failure type of an activity that could not reach Postgres: wait and try again, it is no run's fault. */
export const UNAVAILABLE = "Unavailable";

/** Runs that share a workflow, at most: measured, beyond it history grows faster than speed. */
export const MOST_IN_COHORT = 200;

/** The workflow that carries a cohort. */
export function cohortWorkflowId(cohortId: string): string {
  return `cohort-${cohortId}`;
}

/** The workflow that carries a single run. */
export function singleWorkflowId(runId: string): string {
  return `journey-${runId}`;
}
