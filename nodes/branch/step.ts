import type { z } from "zod";
import { describeCondition } from "#core/conditions/describe-condition.ts";
import type { Step } from "#core/journey/step.ts";
import type { branchConfigSchema } from "#nodes/branch/definition.ts";

export const branchStep: Step<z.output<typeof branchConfigSchema>> = {
  enter(config, context) {
    const chosen = config.cases.find(({ when }) => context.evaluate(when));
    if (!chosen) return { kind: "go", outlet: "else", why: "No case holds" };
    return { kind: "go", outlet: chosen.outlet, why: `Because ${describeCondition(chosen.when)}` };
  },
};
