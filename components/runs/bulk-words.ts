import type { RunOperation } from "#core/api/run-operations.ts";

export type BulkAction = "pause" | "resume" | "retry" | "skip" | "stop";

interface ActionWords {
  /** In a menu. */
  name: string;
  /** On the button: “Pause 12 runs”. */
  verb: string;
  /** While it happens. */
  doing: string;
  means: string;
}

/** What can be told to many runs, in words. */
export const BULK_ACTIONS: Record<BulkAction, ActionWords> = {
  pause: {
    name: "Pause",
    verb: "Pause",
    doing: "Pausing",
    means: "They stay where they are until they are resumed.",
  },
  resume: { name: "Resume", verb: "Resume", doing: "Resuming", means: "They go on where they were paused." },
  retry: {
    name: "Try again",
    verb: "Try again",
    doing: "Trying again",
    means: "Each does once more what it is stuck at.",
  },
  skip: {
    name: "Skip the step",
    verb: "Skip a step of",
    doing: "Skipping",
    means: "Each leaves the step it is at, and goes on.",
  },
  stop: {
    name: "Stop",
    verb: "Stop",
    doing: "Stopping",
    means: "They end where they are. This cannot be undone.",
  },
};

export function runsCount(count: number): string {
  return count === 1 ? "1 run" : `${count.toLocaleString("en")} runs`;
}

/** What the button of the question says. */
export function confirmWords(action: BulkAction, count: number): string {
  return action === "retry"
    ? `Try ${runsCount(count)} again`
    : `${BULK_ACTIONS[action].verb} ${runsCount(count)}`;
}

/** How far an operation is, in one sentence. */
export function progressWords(operation: RunOperation): string {
  const { action, status, total, done, failed, skipped } = operation;
  const doing =
    action === "migrate" ? `Moving to version ${operation.toVersion}` : BULK_ACTIONS[action].doing;
  const what = status === "cancelled" ? `${doing} was cancelled` : doing;
  const left = [failed > 0 ? `${failed} could not` : "", skipped > 0 ? `${skipped} left out` : ""].filter(
    Boolean,
  );
  const rest = left.length > 0 ? `, ${left.join(", ")}` : "";
  return `${what}: ${done.toLocaleString("en")} of ${runsCount(total)} done${rest}`;
}
