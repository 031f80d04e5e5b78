import { findPlanNode } from "#core/journey/advance/draft.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Transition } from "#core/journey/run.ts";
import type { SimulatedStep } from "#core/journey/simulate/simulation.ts";

/** The visits of a run, from its timeline, which tells them one after the other. */
export function listSteps(plan: Plan, transitions: readonly Transition[]): SimulatedStep[] {
  const steps: SimulatedStep[] = [];
  let step: SimulatedStep | undefined;
  for (const { at, visit, nodeId, kind, outlet, why } of transitions) {
    if (step?.visit !== visit) {
      const type = findPlanNode(plan, nodeId)?.type ?? "";
      step = { visit, nodeId, type, enteredAt: at, why };
      steps.push(step);
    }
    // That a run is over says nothing of the node it came to an end at, once it has left that.
    if (kind === "ended" && step.leftAt !== undefined) continue;
    step.why = why;
    if (kind !== "left") continue;
    step.leftAt = at;
    if (outlet !== undefined) step.outlet = outlet;
  }
  return steps;
}
