import type { z } from "zod";
import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import { isForVisit, readRoutingAnswer } from "#core/journey/routing-answer.ts";
import { routingAsked } from "#core/journey/routing-config.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { handoffConfigSchema } from "#nodes/handoff/definition.ts";

type HandoffConfig = z.output<typeof handoffConfigSchema>;

const WITH_A_PERSON = "withAPerson";

/**
 * Looks for a person as `assign` does. Once somebody has it the run leaves by `accepted`, or with `waitForReturn`
 * rests without the floor until they release or resolve the conversation. Nobody in time, or all declined: `timeout`.
 */
export const handoffStep: Step<HandoffConfig> = {
  enter: (config, context) => ({ kind: "effect", effect: effectOf(config, context), why: "Handing over" }),
  resume(config, context, event) {
    if (isReturn(context, event)) return { kind: "go", outlet: "returned", why: "The person is through" };
    if (context.state === WITH_A_PERSON) return { kind: "ignore" };
    const answer = readRoutingAnswer(config.queueFor, context, event);
    if (answer.kind === "waits") return answer.result;
    if (answer.kind === "other") return leaveByOutcome(event, "Handed over", "accepted");
    return answer.outlet === "assigned" ? accept(config) : { kind: "go", outlet: "timeout", why: answer.why };
  },
};

function accept({ waitForReturn }: HandoffConfig): StepResult {
  if (!waitForReturn) return { kind: "go", outlet: "accepted", why: "Somebody has it" };
  return {
    kind: "wait",
    rest: { on: ["happening"], floor: false },
    state: WITH_A_PERSON,
    why: "Somebody has it, until they release or resolve it",
  };
}

function isReturn(context: StepContext, event: RunEvent): boolean {
  if (event.kind !== "happening" || event.on !== "handoff" || event.name !== "returned") return false;
  return isForVisit(context, event.data);
}

function effectOf(config: HandoffConfig, context: StepContext) {
  const { summary, collect = [], waitForReturn, ...routing } = config;
  const collected = collect.flatMap((name) => {
    const value = Object.hasOwn(context.vars, name) ? context.vars[name] : undefined;
    return value === undefined || value === null ? [] : [{ name, value }];
  });
  const asked = routingAsked(routing, context);
  return { kind: "handoff" as const, ...asked, summary, collected, waitForReturn };
}
