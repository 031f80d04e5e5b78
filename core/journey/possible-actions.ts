import type { RunStatus } from "#core/journey/run.ts";

/** What a person may tell a run to do. */
export const PERSONAL_ACTIONS = ["pause", "resume", "retry", "skip", "migrate", "stop"] as const;

export type PersonalAction = (typeof PERSONAL_ACTIONS)[number];

const OPEN: readonly RunStatus[] = ["running", "waiting", "held", "paused", "stuck"];

/** The states in which each action means something. */
export const POSSIBLE_STATUSES: Readonly<Record<PersonalAction, readonly RunStatus[]>> = {
  pause: ["running", "waiting", "held", "stuck"],
  resume: ["paused"],
  retry: ["stuck"],
  skip: OPEN,
  migrate: OPEN,
  stop: OPEN,
};

export interface RunToControl {
  status: RunStatus;
  stuckCode: string | null;
}

/** Why an action would do nothing to a run as it stands, in words; null where it would do something. */
export function whyNot(
  { status, stuckCode }: RunToControl,
  action: PersonalAction,
  { resendUnknown = false }: { resendUnknown?: boolean } = {},
): string | null {
  if (!OPEN.includes(status)) return "The run has ended";
  if (!POSSIBLE_STATUSES[action].includes(status)) {
    return `A run that is ${status} cannot be told to ${action}`;
  }
  if (action === "retry" && stuckCode === "unknown_outcome" && !resendUnknown) {
    return "It may have been sent already: say that it may be sent once more to try again";
  }
  return null;
}
