import { findPlanNode } from "#core/journey/advance/draft.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { RunState } from "#core/journey/run.ts";
import type { SimulationEnd } from "#core/journey/simulate/simulation.ts";

const AWAITED: Record<string, string> = { message: "a message", happening: "something to happen" };

/** How a simulation came out, and why it goes no further, in words. */
export function describeEnd(
  plan: Plan,
  run: RunState | null,
  cut?: "limit" | "unknown",
): { end: SimulationEnd; reason: string } {
  if (!run) return { end: "notStarted", reason: "No trigger of this journey waits for what happens here" };
  const { status, position, ended, stuck } = run;
  const node = position ? findPlanNode(plan, position.nodeId) : undefined;
  const place = `at “${node?.label ?? position?.nodeId ?? ""}”`;
  if (cut === "limit") {
    return { end: cut, reason: `It went on for longer than a simulation may; it was ${place}` };
  }
  if (cut === "unknown") {
    return { end: cut, reason: `It awaits the customer ${place}, and what they would have said is unknown` };
  }
  switch (status) {
    case "completed":
    case "exited":
    case "stopped":
      return { end: status, reason: ended?.reason ?? "The run is over" };
    case "stuck":
      return { end: "stuck", reason: `It is stuck ${place}: ${stuck?.reason ?? ""}` };
    case "held":
      return { end: "held", reason: `A person speaks with the customer; it waits ${place}` };
    case "paused":
      return { end: "paused", reason: `It is paused ${place}` };
    default: {
      const awaited = (position?.rest?.on ?? []).flatMap((kind) => AWAITED[kind] ?? []);
      const what = awaited.length > 0 ? awaited.join(" or ") : "something";
      return { end: "waiting", reason: `It waits ${place} for ${what}, and nothing more happens` };
    }
  }
}
