import type { Condition } from "#core/conditions/condition.ts";
import type { Effect } from "#core/journey/effect.ts";
import type { Rest, RunEvent } from "#core/journey/run.ts";
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
  facts: Facts;
  vars: Readonly<Record<string, Json>>;
  /** IANA zone for `contact | workspace | IANA`, by default the journey's setting. */
  timezone(choice?: string): string;
  /** Renders a template in the contact's locale; what is unset renders empty. */
  render(text: LocalizedText): string;
  evaluate(condition: Condition): boolean;
  /** Value at a dotted path of the variables, or undefined. */
  lookup(path: string): Json | undefined;
}

/**
 * go: leave by an outlet. effect: ask the outside world; resumes with the outcome. wait: rest.
 * end: the run is over. ignore: the event is not for this node (a message then goes on down the
 * inbound order). absorb: the event is taken and nothing else happens.
 */
export type StepResult =
  | { kind: "go"; outlet: string; why: string; vars?: Record<string, Json> }
  | { kind: "effect"; effect: Effect; why: string; state?: Json; vars?: Record<string, Json> }
  | { kind: "wait"; rest: Rest; why: string; state?: Json; vars?: Record<string, Json> }
  | { kind: "end"; reason: string }
  | { kind: "ignore" }
  | { kind: "absorb"; why: string; state?: Json };

/** A small state machine for one node type, without I/O. `Config` is the parsed config. */
export interface Step<Config> {
  enter(config: Config, context: StepContext): StepResult;
  resume?(config: Config, context: StepContext, event: RunEvent): StepResult;
}
