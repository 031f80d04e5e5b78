import { addDuration } from "#core/duration/add-duration.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import type { AssignEffect } from "#core/journey/effect.ts";
import { leaveByOutcome, outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { Json } from "#core/json.ts";
import type { AssignConfig } from "#nodes/assign/definition.ts";

const REASONS: Record<string, string> = {
  assigned: "Assigned",
  nobody: "Nobody is free",
  declined: "Everybody declined",
};

/**
 * Asks routing once. Where that has no answer yet (it is offered to somebody, or waits in the queue) the run rests,
 * without the floor, until routing tells it or `queueFor` is over.
 */
export const assignStep: Step<AssignConfig> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: buildEffect(config, context),
    why: "Looking for who takes it",
  }),
  resume(config, context, event) {
    if (event.kind === "timer") return leaveAtLast(context);
    if (event.kind === "happening") return takeAnswer(context, event);
    const outcome = outcomeOf(event);
    const done = outcome?.status === "done" ? outcome : undefined;
    const waitsFor = valueIn(done?.result, "waitsFor");
    if (waitsFor === "offer") {
      return { kind: "wait", rest: { on: ["happening"], floor: false }, why: "Offered" };
    }
    if (waitsFor === "queue" && config.queueFor !== undefined) {
      return waitInQueue(config.queueFor, context);
    }
    const reason = done?.outlet === "nobody" ? valueIn(done.result, "reason") : undefined;
    const why = typeof reason === "string" ? reason : REASONS[done?.outlet ?? "assigned"];
    return leaveByOutcome(event, why ?? "Routed", "assigned");
  },
};

function waitInQueue(queueFor: string, context: StepContext): StepResult {
  const until = addDuration(context.now, queueFor, context.timezone());
  const why = `In the queue for up to ${describeDuration(queueFor)}`;
  return { kind: "wait", rest: { until, on: ["happening"], floor: false }, why };
}

/** What routing found, for this very visit. */
function takeAnswer(context: StepContext, { on, name, data }: Extract<RunEvent, { kind: "happening" }>) {
  const key = `${String(context.lookup("run.id"))}:${context.visit}`;
  const isOurs = on === "routing" && valueIn(data, "effectKey") === key;
  if (!isOurs || name === undefined || !Object.hasOwn(REASONS, name)) return { kind: "ignore" } as const;
  return { kind: "go", outlet: name, why: REASONS[name] ?? "Routed" } as const;
}

function valueIn(data: Json | undefined, name: string): Json | undefined {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data[name] : undefined;
}

/** The time is over; somebody may have got it in that very moment. */
function leaveAtLast({ facts }: StepContext): StepResult {
  return facts.agent
    ? { kind: "go", outlet: "assigned", why: "Assigned" }
    : { kind: "go", outlet: "nobody", why: "Nobody was free in time" };
}

function buildEffect({ note, skills, ...config }: AssignConfig, context: StepContext): AssignEffect {
  return {
    kind: "assign",
    ...config,
    skills: skills ?? [],
    ...(note === undefined ? {} : { note: context.render(note) }),
  };
}
