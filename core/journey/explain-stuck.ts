import type { PersonalAction } from "#core/journey/possible-actions.ts";

/** What kind of trouble a stuck run has, and what a person can do. */
export interface StuckExplanation {
  /** One sentence for people. */
  meaning: string;
  /** What helps, the best first. */
  actions: PersonalAction[];
  /** What to do before trying again. */
  advice: string;
}

const DRAWN_WRONG: PersonalAction[] = ["migrate", "retry", "skip", "stop"];
const AUTHOR = "Mend the step, publish with migrate, and try again";

const KNOWN: Readonly<Record<string, StuckExplanation>> = {
  unknown_outcome: {
    meaning: "Nobody can say whether it was carried out: the provider did not answer in time",
    actions: ["skip", "retry", "stop"],
    advice:
      "Look at the provider whether it was sent. A later status settles it by itself; trying again may send twice",
  },
  step_budget: {
    meaning: "It took as many steps in one day as its journey allows, and may be going in circles",
    actions: ["retry", "stop", "migrate"],
    advice: "Look at where it goes round; tomorrow there is a new budget",
  },
  engine_error: {
    meaning: "The engine could not carry it at all",
    actions: ["retry", "stop"],
    advice: "Look into the worker's log for its id, then try again",
  },
  gave_up: {
    meaning: "A slow step failed as often as it may",
    actions: ["retry", "skip", "stop"],
    advice: "See that the service answers again, then try again",
  },
  template_failed: {
    meaning: "A text of the step could not be rendered",
    actions: DRAWN_WRONG,
    advice: AUTHOR,
  },
  step_failed: { meaning: "The step itself went wrong", actions: DRAWN_WRONG, advice: AUTHOR },
  invalid_date: { meaning: "What should be a date is none", actions: DRAWN_WRONG, advice: AUTHOR },
  invalid_config: {
    meaning: "The step's settings contradict each other",
    actions: DRAWN_WRONG,
    advice: AUTHOR,
  },
  unknown_outlet: {
    meaning: "The step has not the way out that it wants to take",
    actions: DRAWN_WRONG,
    advice: AUTHOR,
  },
  unknown_node: { meaning: "Its version has no such step", actions: ["migrate", "stop"], advice: AUTHOR },
  unknown_type: {
    meaning: "This release cannot run a step of that type",
    actions: ["migrate", "skip", "stop"],
    advice: "Run a release that knows it, or publish without it and migrate",
  },
  unknown_hours: {
    meaning: "It waits for business hours that are no longer there",
    actions: ["retry", "migrate", "skip", "stop"],
    advice: "Make business hours under that key, then try again",
  },
  never_open: {
    meaning: "It waits for business hours that do not open again",
    actions: ["retry", "skip", "stop"],
    advice: "Give the business hours some open time, then try again",
  },
  vars_too_large: {
    meaning: "It carries as much data as a run may",
    actions: ["migrate", "skip", "stop"],
    advice: "Save less in variables, publish with migrate, and try again",
  },
};

/** Explains a stuck run by its code; a provider's own code means that an effect failed and no way was drawn for it. */
export function explainStuck(code: string): StuckExplanation {
  if (Object.hasOwn(KNOWN, code)) return KNOWN[code] as StuckExplanation;
  return {
    meaning: "What the step asked for was refused or failed, and no way out is drawn for that",
    actions: ["retry", "skip", "migrate", "stop"],
    advice: "Once the cause is gone, try again; or draw a way out for failures and publish with migrate",
  };
}
