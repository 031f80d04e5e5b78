import { evaluate } from "#core/conditions/evaluate.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { type Draft, endRun, isOffer, markApplied, record } from "#core/journey/advance/draft.ts";
import { factsAfter } from "#core/journey/advance/facts-after.ts";
import { isHeardBy } from "#core/journey/happening.ts";
import { ENDED_STATUSES, type Goal, type Offer, type RunState } from "#core/journey/run.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import { firstKnownZone } from "#core/journey/timezone.ts";
import { createLookup } from "#core/journey/variable-scope.ts";

/**
 * Ends the run where the journey's goal is reached or an exit rule holds, whatever it was doing: at once, or where an
 * effect is under way as soon as that has come out. A goal that is reached after the end, within its time, still counts.
 * A message goes on to whoever else wants it.
 */
export function interrupt(draft: Draft, event: Offer): boolean {
  const { run, plan } = draft;
  const reached = reachedGoal(draft, event);
  if (reached) recordGoal(draft, reached);
  if (reached) markApplied(draft, event.id);
  if (ENDED_STATUSES.has(run.status)) return reached !== undefined;
  const rule = reached ? undefined : plan.settings.exitWhen?.find((one) => holds(draft, one, event));
  if (!reached && !rule) return false;
  const reason = reached ? `Reached the goal “${reached.name}”` : `Exit rule: ${wordsFor(event)}`;
  if (rule) markApplied(draft, event.id);
  if (event.kind === "message") draft.untaken.push(event);
  if (run.status === "running" && run.position?.effect) run.leaving ??= reason;
  else exitRun(draft, reason);
  return true;
}

/** Ends the run for a reason of its own; what it had queued goes on down the inbound order. */
export function exitRun(draft: Draft, reason: string, status: "exited" | "stopped" = "exited"): void {
  const kept = [...(draft.run.suspended?.missed ?? []), ...draft.run.inbox].filter(isOffer);
  draft.run.inbox = [];
  endRun(draft, status, reason);
  draft.effects = [];
  draft.untaken.push(...kept);
}

/** The first goal is the run's; every one is told. */
export function recordGoal(draft: Draft, goal: Goal): void {
  draft.run.goal ??= { ...goal, at: draft.now };
  record(draft, "goal", `Reached the goal “${goal.name}”`, { detail: { ...goal } });
}

function reachedGoal(draft: Draft, event: Offer): Goal | undefined {
  const { goal } = draft.plan.settings;
  if (!goal || event.kind !== "happening" || draft.run.goal?.name === goal.event) return undefined;
  if (event.at > draft.run.startedAt + durationToMilliseconds(goal.within)) return undefined;
  if (!holds(draft, { on: "event", name: goal.event, ...(goal.when && { when: goal.when }) }, event)) {
    return undefined;
  }
  const value = goal.value === undefined ? undefined : lookupAfter(draft, event)(goal.value);
  const worth = value as Goal["value"] | undefined;
  return { name: goal.event, ...(worth === undefined || worth === null ? {} : { value: worth }) };
}

type Rule = NonNullable<JourneySettings["exitWhen"]>[number];

function holds(draft: Draft, rule: Rule, event: Offer): boolean {
  const fits = event.kind === "message" ? rule.on === "message" : isHeardBy(rule, event);
  if (!fits || rule.when === undefined) return fits;
  return evaluate(rule.when, lookupAfter(draft, event), draft.now, zoneOf(draft));
}

function lookupAfter({ plan, run, facts, now }: Draft, event: Offer) {
  const { id, startedAt, vars }: RunState = run;
  return createLookup({
    facts: factsAfter(facts, event),
    vars,
    run: { id, startedAt, journey: plan.key },
    now,
  });
}

function zoneOf({ plan, facts }: Draft): string {
  const { timezone } = plan.settings;
  const { contact, workspace } = facts;
  if (timezone === "contact") return firstKnownZone(contact.timezone, workspace.timezone);
  return firstKnownZone(timezone === "workspace" ? workspace.timezone : timezone, workspace.timezone);
}

function wordsFor(event: Offer): string {
  if (event.kind === "message") return "a message came";
  return event.name === undefined ? event.on : `${event.on} “${event.name}”`;
}
