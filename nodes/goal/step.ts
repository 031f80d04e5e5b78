import type { z } from "zod";
import type { Step } from "#core/journey/step.ts";
import type { goalConfigSchema } from "#nodes/goal/definition.ts";

export const goalStep: Step<z.output<typeof goalConfigSchema>> = {
  enter({ name, value }, context) {
    const worth = value === undefined ? undefined : context.lookup(value);
    return {
      kind: "go",
      outlet: "next",
      why: `Reached the goal “${name}”`,
      goal: { name, ...(worth === undefined || worth === null ? {} : { value: worth }) },
    };
  },
};
