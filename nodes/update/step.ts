import type { z } from "zod";
import { changeValue } from "#core/journey/change-value.ts";
import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import type { Step, StepContext } from "#core/journey/step.ts";
import type { Json } from "#core/json.ts";
import { renderValue } from "#core/templates/render-value.ts";
import type { updateConfigSchema } from "#nodes/update/definition.ts";

type UpdateConfig = z.output<typeof updateConfigSchema>;
type Change = UpdateConfig["changes"][number];

const VARIABLES = "vars.";

/** Variables change here, in order; the rest is asked of the outside world in one effect. */
export const updateStep: Step<UpdateConfig> = {
  enter(config, context) {
    const vars: Record<string, Json> = {};
    const outside: Change[] = [];
    for (const change of config.changes) {
      const isFirst = Object.keys(vars).length === 0;
      const seen = isFirst ? context : context.withVars({ ...context.vars, ...vars });
      const rendered = renderChange(change, seen);
      if (!change.path.startsWith(VARIABLES)) {
        outside.push(rendered);
        continue;
      }
      const name = change.path.slice(VARIABLES.length);
      const before = Object.hasOwn(seen.vars, name) ? seen.vars[name] : undefined;
      vars[name] = changeValue(before, change.op, rendered.value);
    }
    if (outside.length === 0) return { kind: "go", outlet: "next", why: "Saved", vars };
    return { kind: "effect", effect: { kind: "update", changes: outside }, why: "Updating data", vars };
  },
  resume: (_config, _context, event) => leaveByOutcome(event, "Updated"),
};

function renderChange(change: Change, context: StepContext): Change {
  return change.value === undefined ? change : { ...change, value: renderValue(change.value, context) };
}
