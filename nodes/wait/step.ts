import { DateTime, Duration } from "luxon";
import { parseDate } from "#core/conditions/values.ts";
import { addDuration } from "#core/duration/add-duration.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { type Step, type StepContext, StepError, type StepResult } from "#core/journey/step.ts";
import { stableFraction } from "#core/stable-hash.ts";
import type { WaitConfig } from "#nodes/wait/definition.ts";

/** When the wait is over (epoch ms); null where there is no date to wait for. */
type Target = { until: number; why: string } | { until: null; why: string };

export const waitStep: Step<WaitConfig> = {
  enter: (config, context) => begin(config, context),
  resume(config, context, event) {
    if (event.kind === "timer") {
      // Opening hours and dates may have moved meanwhile.
      if (config.untilOpen !== undefined) return begin(config, context);
      if (config.untilField && isLater(findTarget(config, context), context)) return begin(config, context);
      return { kind: "go", outlet: "next", why: "The wait is over" };
    }
    if (event.kind === "happening" && config.untilField) return moveWithField(config, context);
    return { kind: "ignore" };
  },
  adapt(config, context) {
    if (config.for === undefined) return begin(config, context);
    // It has been waiting since it came here; what is left of the new time is all that is left.
    const { why } = findTarget(config, context);
    const until = addDuration(context.enteredAt, config.for, context.timezone(config.timezone));
    if (until <= context.now) return { kind: "go", outlet: "next", why: "The wait is over by now" };
    return rest(until + jitterOf(config, context), why, config, until);
  },
  restart: (state, shift) => (typeof state === "number" ? state + shift : state),
};

function begin(config: WaitConfig, context: StepContext): StepResult {
  if (config.untilOpen !== undefined) return waitUntilOpen(config.untilOpen, config, context);
  const target = findTarget(config, context);
  if (target.until === null) return { kind: "go", outlet: "past", why: target.why };
  if (target.until <= context.now) return { kind: "go", outlet: "past", why: "That time is past already" };
  return rest(target.until + jitterOf(config, context), target.why, config, target.until);
}

function rest(until: number, why: string, config: WaitConfig, state: number | null = null): StepResult {
  const on = config.untilField ? (["happening"] as const) : [];
  return { kind: "wait", rest: { until, on: [...on], floor: false }, why, state };
}

function isLater({ until }: Target, { now, state }: StepContext): boolean {
  return until !== null && until !== state && until > now;
}

/** The record may have moved the date; the same date again is no business of this wait. */
function moveWithField(config: WaitConfig, context: StepContext): StepResult {
  const target = findTarget(config, context);
  if (target.until === context.state) return { kind: "ignore" };
  return begin(config, context);
}

function findTarget(config: WaitConfig, context: StepContext): Target {
  const zone = context.timezone(config.timezone);
  if (config.for !== undefined) {
    const until = addDuration(context.now, config.for, zone);
    return { until, why: `Waiting ${describeDuration(config.for)}` };
  }
  if (config.until !== undefined) return readUntil(config.until, zone, context);
  if (config.untilField) return readField(config.untilField, zone, context);
  throw new StepError("invalid_config", "The wait says neither how long nor until when");
}

function readUntil(template: string, zone: string, context: StepContext): Target {
  const text = context.render(template).trim();
  if (text === "") return { until: null, why: "There is no date to wait for" };
  const until = parseDate(text, zone);
  if (until === null)
    throw new StepError("invalid_date", `“${text.slice(0, 100)}” is not a date to wait for`);
  return { until, why: `Waiting until ${text}` };
}

function readField(field: NonNullable<WaitConfig["untilField"]>, zone: string, context: StepContext): Target {
  const value = context.lookup(field.path);
  if (value === undefined || value === null || value === "") {
    return { until: null, why: `${field.path} is not set` };
  }
  const at = parseDate(value, zone);
  if (at === null) throw new StepError("invalid_date", `${field.path} holds no date`);
  let date = DateTime.fromMillis(at, { zone });
  if (field.offset !== undefined) date = date.plus(Duration.fromISO(field.offset));
  if (field.at !== undefined) {
    const [hour = 0, minute = 0] = field.at.split(":").map(Number);
    date = date.set({ hour, minute, second: 0, millisecond: 0 });
  }
  return { until: date.toMillis(), why: `Waiting until ${date.toISO() ?? field.path}` };
}

function waitUntilOpen(key: string, config: WaitConfig, context: StepContext): StepResult {
  const { hours } = context.facts;
  const known = Object.hasOwn(hours, key) ? hours[key] : undefined;
  if (!known) throw new StepError("unknown_hours", `There are no business hours named “${key}”`);
  if (known.open) return { kind: "go", outlet: "next", why: "Open now" };
  if (typeof known.opensAt !== "number") {
    throw new StepError("never_open", `The business hours “${key}” do not open again`);
  }
  const opensAt = Math.max(known.opensAt, context.now + 1000);
  return rest(opensAt + jitterOf(config, context), `Waiting until ${key} opens`, config);
}

/** Spreads contacts out: always the same for the same visit of a run. */
function jitterOf({ jitter }: WaitConfig, context: StepContext): number {
  if (jitter === undefined) return 0;
  const fraction = stableFraction(`${String(context.lookup("run.id"))}:${context.visit}`);
  return Math.floor(durationToMilliseconds(jitter) * fraction);
}
