import { addDuration } from "#core/duration/add-duration.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { isHeardBy } from "#core/journey/happening.ts";
import type { Offer, RunEventKind } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { AwaitedEvent, WaitForConfig } from "#nodes/wait-for/definition.ts";

/** Rests until something that it listens for happens, or its time is over; holds the floor where it waits for a message. */
export const waitForStep: Step<WaitForConfig> = {
  enter(config, context) {
    const earlier = config.since === "run" ? lookBack(config, context) : undefined;
    return earlier ?? rest(config, context);
  },
  resume(config, context, event) {
    if (event.kind === "timer") return { kind: "go", outlet: "timeout", why: "Nothing came in time" };
    if (event.kind !== "message" && event.kind !== "happening") return { kind: "ignore" };
    const awaited = config.events.find((one) => isAwaited(one, context, event));
    return awaited ? leave(config, awaited, context, event) : { kind: "ignore" };
  },
  adapt(config, context) {
    const { timeout } = config;
    // It has been listening since it came here; what is left of the new time is all that is left.
    const until = timeout && addDuration(context.enteredAt, timeout, context.timezone());
    if (typeof until === "number" && until <= context.now) {
      return { kind: "go", outlet: "timeout", why: "Its time is over by now" };
    }
    const result = rest(config, context);
    if (result.kind !== "wait" || typeof until !== "number") return result;
    return { ...result, rest: { ...result.rest, until } };
  },
  remembers: ({ since, events }, happening) =>
    since === "run" && events.some((awaited) => isHeardBy(awaited, happening)),
};

function rest(config: WaitForConfig, context: StepContext): StepResult {
  const { timeout, events } = config;
  const floor = events.some(({ on }) => on === "message");
  const others = events.some(({ on }) => on !== "message");
  const on: RunEventKind[] = [
    ...(floor ? ["message" as const] : []),
    ...(others ? ["happening" as const] : []),
  ];
  const until = timeout === undefined ? {} : { until: addDuration(context.now, timeout, context.timezone()) };
  const why =
    timeout === undefined ? "Waiting for it to happen" : `Waiting for it, up to ${describeDuration(timeout)}`;
  return { kind: "wait", rest: { ...until, on, floor }, why };
}

/** The first of what the run has seen that no other node has taken. */
function lookBack(config: WaitForConfig, context: StepContext): StepResult | undefined {
  for (const event of context.seen) {
    const awaited = config.events.find((one) => isAwaited(one, context, event));
    if (awaited) return leave(config, awaited, context, event);
  }
  return undefined;
}

function isAwaited(awaited: AwaitedEvent, context: StepContext, event: Offer): boolean {
  const { when, channels } = awaited;
  const fits =
    event.kind === "message"
      ? awaited.on === "message" && (channels === undefined || channels.includes(event.message.channel))
      : awaited.on !== "message" && isHeardBy(awaited, event);
  return fits && (when === undefined || context.after(event).evaluate(when));
}

function leave(
  { saveAs }: WaitForConfig,
  { outlet, on }: AwaitedEvent,
  context: StepContext,
  event: Offer,
): StepResult {
  const found = event.kind === "message" ? event.message.text : { ...context.after(event).facts.event };
  const why = event.kind === "message" ? "A message came" : `It happened: ${event.name ?? on}`;
  const vars = saveAs === undefined ? {} : { vars: { [saveAs]: found } };
  return { kind: "go", outlet, why, taken: event.id, ...vars };
}
