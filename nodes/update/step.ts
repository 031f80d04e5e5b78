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
      const rendered = renderChange(change, { ...context.vars, ...vars }, context);
      if (!change.path.startsWith(VARIABLES)) {
        outside.push(rendered);
        continue;
      }
      const name = change.path.slice(VARIABLES.length);
      const before = Object.hasOwn(vars, name) ? vars[name] : ownValue(context.vars, name);
      vars[name] = changeValue(before, change.op, rendered.value);
    }
    if (outside.length === 0) return { kind: "go", outlet: "next", why: "Saved", vars };
    return { kind: "effect", effect: { kind: "update", changes: outside }, why: "Updating data", vars };
  },
  resume: (_config, _context, event) => leaveByOutcome(event, "Updated"),
};

/** A later change sees the variables that an earlier one set, where it names exactly one of them. */
function renderChange(change: Change, vars: Readonly<Record<string, Json>>, context: StepContext): Change {
  if (change.value === undefined) return change;
  const lookup = (path: string) =>
    path.startsWith(VARIABLES) && !path.slice(VARIABLES.length).includes(".")
      ? ownValue(vars, path.slice(VARIABLES.length))
      : context.lookup(path);
  return { ...change, value: renderValue(change.value, { render: (text) => context.render(text), lookup }) };
}

function ownValue(vars: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(vars, name) ? vars[name] : undefined;
}
