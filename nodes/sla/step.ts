import type { z } from "zod";
import { goOn, outcomeOf } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { slaConfigSchema } from "#nodes/sla/definition.ts";

const DOING = { start: "Starting", pause: "Pausing", resume: "Resuming", stop: "Stopping" };
const DONE = { start: "Started", pause: "Paused", resume: "Resumed", stop: "Stopped" };

export const slaStep: Step<z.output<typeof slaConfigSchema>> = {
  enter: ({ policy, action }) => ({
    kind: "effect",
    effect: { kind: "sla", policy, action },
    why: `${DOING[action]} the clocks of ${policy}`,
  }),
  resume({ action, policy }, _context, event) {
    const outcome = outcomeOf(event);
    const isBroken = outcome?.status === "done" && outcome.outlet === "breached";
    return goOn(event, isBroken ? `A promise of ${policy} is broken already` : DONE[action]);
  },
};
