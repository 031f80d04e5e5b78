import type { z } from "zod";
import { goOn } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { escalateConfigSchema } from "#nodes/escalate/definition.ts";

export const escalateStep: Step<z.output<typeof escalateConfigSchema>> = {
  enter: ({ to, reason, priority }, context) => ({
    kind: "effect",
    effect: { kind: "escalate", to, reason: context.render(reason), ...(priority && { priority }) },
    why: "Escalating",
  }),
  resume: (_config, _context, event) => goOn(event, "Escalated"),
};
