import { leaveByOutcome, outcomeOf } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import { renderObject } from "#core/templates/render-value.ts";
import type { CrmConfig } from "#nodes/crm/definition.ts";

export const crmStep: Step<CrmConfig> = {
  enter({ connection, action, object, fields }, context) {
    const asked = Array.isArray(fields)
      ? { fields: {}, wanted: fields }
      : { fields: renderObject(fields, context) };
    return {
      kind: "effect",
      effect: { kind: "crm", connection, action, object, ...asked },
      why: `Asking the CRM “${connection}”`,
    };
  },
  resume({ saveAs, action, object }, _context, event) {
    const outcome = outcomeOf(event);
    const done = outcome?.status === "done" ? outcome : undefined;
    const found = action === "read" && done?.result === null ? `There is no ${object}` : "Done";
    const left = leaveByOutcome(event, found);
    if (!done || left.kind !== "go" || saveAs === undefined) return left;
    return { ...left, vars: { [saveAs]: done.result ?? null } };
  },
};
