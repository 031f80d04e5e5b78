import { controlRun } from "#core/journey/advance/control-run.ts";
import type { AdvanceContext, Draft } from "#core/journey/advance/draft.ts";
import { drainInbox, takeEvent } from "#core/journey/advance/take-event.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Advance, RunEvent, RunState } from "#core/journey/run.ts";

/**
 * Moves a run by one event: the only thing that knows how a journey moves. Pure; never throws.
 * Walks nodes until the run rests, asks for an effect, is stuck or has ended.
 *
 * Harmless: a repeated event, a timer of an earlier visit or before its time, an outcome of another key.
 * While an effect is under way messages and happenings queue in the run; when it next rests they are
 * offered, and those it does not want come back in `untaken`, perhaps calls later.
 */
export function advance(plan: Plan, run: RunState, event: RunEvent, context: AdvanceContext): Advance {
  const draft: Draft = {
    plan,
    steps: context.steps,
    now: context.now,
    facts: context.facts,
    run: { ...run },
    effects: [],
    transitions: [],
    untaken: [],
  };
  if (event.kind === "control") controlRun(draft, event);
  else takeEvent(draft, event);
  drainInbox(draft);
  const asked = draft.run.status === "running" ? draft.effects : [];
  return { run: draft.run, effects: asked, transitions: draft.transitions, untaken: draft.untaken };
}
