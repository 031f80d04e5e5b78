import type { EffectOutcome } from "#core/journey/effect.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { StepResult } from "#core/journey/step.ts";

/** The outcome that an event brings; undefined where it brings none. */
export function outcomeOf(event: RunEvent): EffectOutcome | undefined {
  return event.kind === "effect" ? event.outcome : undefined;
}

/** The way on after an effect that has no other: what was not done says why. What failed parks the run. */
export function goOn(event: RunEvent, doneWhy: string): StepResult {
  const outcome = outcomeOf(event);
  if (outcome?.status !== "suppressed") return leaveByOutcome(event, doneWhy);
  return { kind: "go", outlet: "next", why: outcome.reason };
}

/**
 * The usual way on after an effect: `done` by the outlet that the outcome names, else by `next`; `failed` and
 * `suppressed` by outlets of those names. An outlet that a node does not have parks the run.
 */
export function leaveByOutcome(event: RunEvent, doneWhy: string, doneOutlet = "next"): StepResult {
  const outcome = outcomeOf(event);
  if (!outcome) return { kind: "ignore" };
  if (outcome.status === "done") return { kind: "go", outlet: outcome.outlet ?? doneOutlet, why: doneWhy };
  const outlet = outcome.status === "suppressed" ? "suppressed" : "failed";
  return { kind: "go", outlet, why: outcome.reason };
}
