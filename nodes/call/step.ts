import type { CallEffect } from "#core/journey/effect.ts";
import { outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import { type Json, valueIn } from "#core/json.ts";
import type { CallConfig } from "#nodes/call/definition.ts";

type Happening = Extract<RunEvent, { kind: "happening" }>;

/** Milliseconds for a whole call; nobody talks longer to a machine, and a lost result must not hold the run. */
const LONGEST_CALL = 3_600_000;

const REASONS: Record<string, string> = {
  answered: "They answered",
  noAnswer: "Nobody answered",
  failed: "The call failed",
};

/** Places the call, keeps the floor while it lasts, and goes on by how it came out. */
export const callStep: Step<CallConfig> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: buildEffect(config, context),
    why: "Calling the customer",
  }),
  resume(config, context, event) {
    if (event.kind === "timer") {
      return { kind: "go", outlet: "failed", why: "Nobody told how the call came out" };
    }
    if (event.kind === "happening") return takeResult(config, context, event);
    const outcome = outcomeOf(event);
    if (!outcome) return { kind: "ignore" };
    if (outcome.status !== "done") return { kind: "go", outlet: "failed", why: outcome.reason };
    // A provider, or a simulation, may know at once.
    if (outcome.outlet) return leaveBy(config, outcome.outlet, outcome.result ?? {});
    const rest = { until: context.now + LONGEST_CALL, on: ["happening" as const], floor: true };
    return { kind: "wait", rest, why: "Ringing" };
  },
};

/** How this very visit's call came out. */
function takeResult(config: CallConfig, context: StepContext, event: Happening): StepResult {
  const key = `${String(context.lookup("run.id"))}:${context.visit}`;
  const { on, name, data } = event;
  if (on !== "call" || name === undefined || valueIn(data, "effectKey") !== key) return { kind: "ignore" };
  return Object.hasOwn(REASONS, name) ? leaveBy(config, name, data) : { kind: "ignore" };
}

function leaveBy({ gather }: CallConfig, name: string, data: Json): StepResult {
  const reason = valueIn(data, "reason");
  const why = typeof reason === "string" ? reason : (REASONS[name] ?? "");
  const vars = gather && name === "answered" ? { [gather.saveAs]: valueIn(data, "gathered") ?? null } : {};
  return { kind: "go", outlet: name, why, vars };
}

function buildEffect(
  { say, gather, transferTo, voicemail, account }: CallConfig,
  context: StepContext,
): CallEffect {
  const { saveAs: _, ...listening } = gather ?? { saveAs: "" };
  return {
    kind: "call",
    say: context.render(say),
    ...(gather ? { gather: listening as CallEffect["gather"] } : {}),
    ...(transferTo === undefined ? {} : { transferTo: context.render(transferTo).trim() }),
    ...(voicemail === undefined ? {} : { voicemail: context.render(voicemail) }),
    ...(account === undefined ? {} : { account }),
  };
}
