import type { z } from "zod";
import { goOn } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { nudgeConfigSchema } from "#nodes/nudge/definition.ts";

export const nudgeStep: Step<z.output<typeof nudgeConfigSchema>> = {
  enter: ({ text }, context) => ({
    kind: "effect",
    effect: { kind: "nudge", text: context.render(text) },
    why: "Giving the agent a hint",
  }),
  resume: (_config, _context, event) => goOn(event, "Shown to the agent"),
};
