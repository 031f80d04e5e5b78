import type { RunState } from "#core/journey/run.ts";
import type { JsonObject } from "#core/json.ts";

/** A run that has not begun: give it a `start` event. `at` is epoch milliseconds. */
export function startRun({
  id,
  triggerNodeId,
  at,
  vars = {},
}: {
  id: string;
  triggerNodeId: string;
  at: number;
  /** What whoever starts it hands over. */
  vars?: JsonObject;
}): RunState {
  return {
    id,
    status: "running",
    visits: 0,
    position: null,
    vars,
    triggerNodeId,
    startedAt: at,
    budget: { day: "", steps: 0 },
    inbox: [],
    applied: [],
  };
}
