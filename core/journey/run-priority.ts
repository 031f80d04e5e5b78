import type { Plan } from "#core/journey/plan.ts";
import type { RunState } from "#core/journey/run.ts";

/** Of the trigger that began the run: who speaks first where several wait for one conversation's floor. */
export function runPriority(plan: Plan, { triggerNodeId }: Pick<RunState, "triggerNodeId">): number {
  const priority = plan.nodes[triggerNodeId]?.config.priority;
  return typeof priority === "number" && Number.isInteger(priority) ? priority : 0;
}
