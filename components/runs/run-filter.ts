import type { ControlRuns } from "#core/api/run-operations.ts";
import type { RunStatus } from "#core/api/runs.ts";

/** What the list of runs can be narrowed to, as it stands in the address. */
export type RunStatusFilter = "" | "active" | "waiting" | "held" | "stuck" | "ended";

const STATUSES: Record<RunStatusFilter, RunStatus[]> = {
  "": [],
  active: ["running", "waiting", "held", "paused"],
  waiting: ["running", "waiting"],
  held: ["held", "paused"],
  stuck: ["stuck"],
  ended: ["completed", "exited", "stopped"],
};

export const RUN_STATUS_FILTERS: { value: RunStatusFilter; name: string }[] = [
  { value: "", name: "All" },
  { value: "active", name: "Under way" },
  { value: "waiting", name: "Waiting" },
  { value: "held", name: "Held or paused" },
  { value: "stuck", name: "Stuck" },
  { value: "ended", name: "Ended" },
];

/** The list's filter as bulk control takes it; null where nothing narrows the list. */
export function bulkFilterOf(filter: Record<string, string>, status: string): ControlRuns["filter"] | null {
  const { version, ...texts } = filter;
  const named = Object.entries(texts).filter(([, value]) => value !== "");
  const statuses = statusesOf(status);
  if (named.length === 0 && !version && statuses.length === 0) return null;
  return {
    ...Object.fromEntries(named),
    ...(version ? { version: Number(version) } : {}),
    ...(statuses.length > 0 ? { status: statuses } : {}),
  };
}

/** The statuses behind a filter's word; empty is all. Unknown words are all too. */
export function statusesOf(filter: string): RunStatus[] {
  return Object.hasOwn(STATUSES, filter) ? STATUSES[filter as RunStatusFilter] : [];
}
