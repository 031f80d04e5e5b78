import { findPlanNode } from "#core/journey/advance/draft.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Transition } from "#core/journey/run.ts";
import type { SimulatedStep } from "#core/journey/simulate/simulation.ts";

/** The visits of a run, from its timeline. */
export function listSteps(plan: Plan, transitions: readonly Transition[]): SimulatedStep[] {
  const steps = new Map<number, SimulatedStep>();
  for (const { at, visit, nodeId, kind, outlet, why } of transitions) {
    let step = steps.get(visit);
    if (!step) {
      const type = findPlanNode(plan, nodeId)?.type ?? "";
      step = { visit, nodeId, type, enteredAt: at, why };
      steps.set(visit, step);
    }
    // That a run is over says nothing of the node it came to an end at, once it has left that.
    if (kind === "ended" && step.leftAt !== undefined) continue;
    step.why = why;
    if (kind !== "left") continue;
    step.leftAt = at;
    if (outlet !== undefined) step.outlet = outlet;
  }
  return [...steps.values()];
}
