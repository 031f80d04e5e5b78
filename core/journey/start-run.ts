import type { RunState } from "#core/journey/run.ts";

/** A run that has not begun: give it a `start` event. `at` is epoch milliseconds. */
export function startRun({
  id,
  triggerNodeId,
  at,
}: {
  id: string;
  triggerNodeId: string;
  at: number;
}): RunState {
  return {
    id,
    status: "running",
    visits: 0,
    position: null,
    vars: {},
    triggerNodeId,
    startedAt: at,
    budget: { day: "", steps: 0 },
    inbox: [],
    applied: [],
  };
}
