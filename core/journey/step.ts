import type { Condition } from "#core/conditions/condition.ts";
import type { Effect } from "#core/journey/effect.ts";
import type { Happening } from "#core/journey/happening.ts";
import type { Goal, Offer, Rest, RunEvent } from "#core/journey/run.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { Json } from "#core/json.ts";
import type { LocalizedText } from "#core/templates/localized-text.ts";

/** What a step may look at. Pure: the clock is `now` (epoch ms). */
export interface StepContext {
  now: number;
  nodeId: string;
  visit: number;
  enteredAt: number;
  /** The visit's own stored state; null on entering. */
  state: Json;
  /** When the visit's effect was last asked for; null before. */
  effectAskedAt: number | null;
  facts: Facts;
  vars: Readonly<Record<string, Json>>;
  /** The arm that the run got in each experiment so far. */
  arms: Readonly<Record<string, string>>;
  /** IANA zone for `contact | workspace | IANA`, by default the journey's setting. */
  timezone(choice?: string): string;
  /** Renders a template in the contact's locale; what is unset renders empty. */
  render(text: LocalizedText): string;
  /** The same for HTML: values are escaped unless the author writes `| raw`. */
  renderHtml(text: LocalizedText): string;
  evaluate(condition: Condition): boolean;
  /** Value at a dotted path of the variables, or undefined. */
  lookup(path: string): Json | undefined;
  /**
   * Messages and happenings that came earlier in the run and that no node has taken, in order: messages as far as the
   * facts go back, happenings as far as some node remembers them.
   */
  seen: readonly Offer[];
  /** The same place as it is after an event: `event.*` is what happened, `message.*` the message that came. */
  after(event: Offer): StepContext;
  /** The same place with other variables: what a node sets one after the other. */
  withVars(vars: Readonly<Record<string, Json>>): StepContext;
}

/**
 * go: leave by an outlet. effect: ask the outside world; resumes with the outcome. wait: rest.
 * end: the run is over. ignore: the event is not for this node (a message then goes on down the
 * inbound order). absorb: the event is taken and nothing else happens.
 */
export type StepResult =
  | {
      kind: "go";
      outlet: string;
      why: string;
      vars?: Record<string, Json>;
      /** The id of an event that was used up, though it did not just come: nobody looks back at it again. */
      taken?: string;
      goal?: Goal;
      /** The run is counted in this arm of an experiment from now on. */
      arm?: { experiment: string; arm: string };
    }
  | { kind: "effect"; effect: Effect; why: string; state?: Json; vars?: Record<string, Json> }
  | { kind: "wait"; rest: Rest; why: string; state?: Json; vars?: Record<string, Json> }
  | { kind: "end"; reason: string }
  | { kind: "ignore" }
  | { kind: "absorb"; why: string; state?: Json };

/**
 * A small state machine for one node type, without I/O. `Config` is the parsed config. A second effect opens a new
 * visit of the same node, so that a visit never has two.
 */
export interface Step<Config> {
  enter(config: Config, context: StepContext): StepResult;
  resume?(config: Config, context: StepContext, event: RunEvent): StepResult;
  /** Whether a node of this config may look back at a happening that came before it was entered. */
  remembers?(config: Config, happening: Happening): boolean;
  /**
   * How a run that rests here rests under another config, when it moves to a version where the node was changed.
   * Absent: it rests on as it did. Throws where that cannot be, and then the run stays on its version.
   */
  adapt?(config: Config, context: StepContext): StepResult;
  /** Moves the deadlines kept in the state later by `shift` ms: a wait that starts again in full. */
  restart?(state: Json, shift: number): Json;
}

/** Steps by node type. Their configs were parsed by `compile`. */
export type Steps = Readonly<Record<string, Step<unknown>>>;

/** Parks the run as `stuck`, with a code that people can look up. */
export class StepError extends Error {
  override readonly name = "StepError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
