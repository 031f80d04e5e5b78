import { outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import { type Json, valueIn } from "#core/json.ts";
import { renderObject } from "#core/templates/render-value.ts";
import { type JourneyConfig, resultName } from "#nodes/journey/definition.ts";

type Happening = Extract<RunEvent, { kind: "happening" }>;

/** Starts the other run and, if it is to wait, rests without the floor until that has ended. */
export const journeyStep: Step<JourneyConfig> = {
  enter: ({ journey, input, wait }, context) => ({
    kind: "effect",
    effect: { kind: "journey", journey, input: renderObject(input ?? {}, context), wait },
    why: `Starting ${journey}`,
  }),
  resume(config, context, event) {
    if (event.kind === "happening") return takeReturn(config, context, event);
    const outcome = outcomeOf(event);
    if (!outcome) return { kind: "ignore" };
    if (outcome.status !== "done") return { kind: "go", outlet: "failed", why: outcome.reason };
    // Where runs are only played it has returned at once.
    if (outcome.outlet === "returned") return comeBack(config, outcome.result ?? {});
    if (!config.wait) return { kind: "go", outlet: "returned", why: `${config.journey} goes on by itself` };
    const why = `Until ${config.journey} is through`;
    return { kind: "wait", rest: { on: ["happening"], floor: false }, why };
  },
};

/** How this very visit's run came out. */
function takeReturn(config: JourneyConfig, context: StepContext, event: Happening): StepResult {
  const key = `${String(context.lookup("run.id"))}:${context.visit}`;
  if (event.on !== "journey" || valueIn(event.data, "effectKey") !== key) return { kind: "ignore" };
  if (event.name === "stopped") {
    return { kind: "go", outlet: "failed", why: `${config.journey} was stopped` };
  }
  return comeBack(config, event.data);
}

function comeBack(config: JourneyConfig, data: Json): StepResult {
  const vars = config.wait ? { [resultName(config)]: valueIn(data, "vars") ?? {} } : {};
  return { kind: "go", outlet: "returned", why: `${config.journey} is through`, vars };
}
