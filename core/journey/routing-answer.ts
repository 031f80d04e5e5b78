import { addDuration } from "#core/duration/add-duration.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { StepContext, StepResult } from "#core/journey/step.ts";
import { type Json, valueIn } from "#core/json.ts";

export type RoutingOutlet = "assigned" | "nobody" | "declined";

/** What became of looking for somebody: it came out, or the run has to wait for it. */
export type RoutingAnswer =
  | { kind: "found"; outlet: RoutingOutlet; why: string }
  | { kind: "waits"; result: StepResult }
  /** An outcome that routing has nothing to do with, such as a failure. */
  | { kind: "other" };

const REASONS: Record<RoutingOutlet, string> = {
  assigned: "Assigned",
  nobody: "Nobody is free",
  declined: "Everybody declined",
};

/**
 * Reads an event of a visit that asked routing for somebody. Where routing has no answer yet (it is offered to
 * somebody, or waits in the queue) the run rests, without the floor, until it is told or `queueFor` is over.
 */
export function readRoutingAnswer(
  queueFor: string | undefined,
  context: StepContext,
  event: RunEvent,
): RoutingAnswer {
  if (event.kind === "timer") return { kind: "found", ...atLast(context) };
  if (event.kind === "happening") return heard(context, event);
  const outcome = outcomeOf(event);
  if (outcome?.status !== "done") return { kind: "other" };
  const waitsFor = valueIn(outcome.result, "waitsFor");
  if (waitsFor === "offer") {
    return {
      kind: "waits",
      result: { kind: "wait", rest: { on: ["happening"], floor: false }, why: "Offered" },
    };
  }
  if (waitsFor === "queue" && queueFor !== undefined)
    return { kind: "waits", result: queue(queueFor, context) };
  const outlet = isRoutingOutlet(outcome.outlet) ? outcome.outlet : "assigned";
  const reason = outlet === "nobody" ? valueIn(outcome.result, "reason") : undefined;
  return { kind: "found", outlet, why: typeof reason === "string" ? reason : REASONS[outlet] };
}

/** Whether a happening answers what this very visit asked for. */
export function isForVisit(context: StepContext, data: Json): boolean {
  return valueIn(data, "effectKey") === `${String(context.lookup("run.id"))}:${context.visit}`;
}

function queue(queueFor: string, context: StepContext): StepResult {
  const until = addDuration(context.now, queueFor, context.timezone());
  const why = `In the queue for up to ${describeDuration(queueFor)}`;
  return { kind: "wait", rest: { until, on: ["happening"], floor: false }, why };
}

function heard(
  context: StepContext,
  { on, name, data }: Extract<RunEvent, { kind: "happening" }>,
): RoutingAnswer {
  if (on !== "routing" || !isRoutingOutlet(name) || !isForVisit(context, data)) return { kind: "other" };
  return { kind: "found", outlet: name, why: REASONS[name] };
}

/** The time is over; somebody may have got it in that very moment. */
function atLast({ facts }: StepContext): { outlet: RoutingOutlet; why: string } {
  return facts.agent
    ? { outlet: "assigned", why: REASONS.assigned }
    : { outlet: "nobody", why: "Nobody was free in time" };
}

function isRoutingOutlet(name: string | undefined): name is RoutingOutlet {
  return name !== undefined && Object.hasOwn(REASONS, name);
}
