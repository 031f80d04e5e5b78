import { leaveByOutcome, outcomeOf } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import { renderObject } from "#core/templates/render-value.ts";
import { type CustomConfig, resultName } from "#nodes/custom/definition.ts";

export const customStep: Step<CustomConfig> = {
  enter({ activity, input, timeout }, context) {
    const rendered = renderObject(input, context);
    return {
      kind: "effect",
      effect: { kind: "custom", activity, input: rendered, ...(timeout === undefined ? {} : { timeout }) },
      why: `Running ${activity}`,
    };
  },
  resume(config, _context, event) {
    const outcome = outcomeOf(event);
    const left = leaveByOutcome(event, `${config.activity} is done`);
    if (outcome?.status !== "done" || left.kind !== "go") return left;
    return { ...left, vars: { [resultName(config)]: outcome.result ?? null } };
  },
};
