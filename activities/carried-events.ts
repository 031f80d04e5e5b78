import type { RunEvent } from "#core/journey/run.ts";
import type { CarryItem, EventReference } from "#core/journey/wake.ts";
import type { LoadedEvents, LoadedRun, RunRequest } from "#server/journeys/load-runs.ts";

/** To move to the version that an operation names. */
export interface MoveOrder {
  id: string;
  at: number;
  operationId: string;
}

/** The order to move that a reference is, unless the run has taken it before. */
export function moveOf(reference: EventReference, { taken }: LoadedEvents): MoveOrder[] {
  if (reference.kind !== "control" || reference.action !== "migrate" || !reference.operationId) return [];
  const { id, at, operationId } = reference;
  return taken.has(id) ? [] : [{ id, at, operationId }];
}

/** What has to be read for a run and what came for it. */
export function requestOf({ runId, events }: CarryItem): RunRequest {
  const ids = (kind: EventReference["kind"]) =>
    events.filter((event) => event.kind === kind).map(({ id }) => id);
  return { runId, messages: ids("message"), happenings: ids("happening"), controls: ids("control") };
}

/** The event that a reference stands for; none when the run has taken it before, or its message was erased. */
export function resolve(reference: EventReference, events: LoadedEvents): RunEvent[] {
  const { id, at } = reference;
  if (events.taken.has(id)) return [];
  if (reference.kind === "control") {
    const { action, ...order } = reference;
    return action === "migrate" ? [] : [{ ...order, action }];
  }
  if (reference.kind === "message") {
    const message = events.messages.get(id);
    return message ? [{ kind: "message", id, at, message }] : [];
  }
  const happening = reference.kind === "happening" ? events.happenings.get(id) : undefined;
  return happening ? [{ kind: "happening", id, at, ...happening }] : [];
}

/** How an effect came out of which a run has long given up to hear: a status that came late settled it. */
export function lateOutcomeOf({ state, claim }: LoadedRun): RunEvent[] {
  const key = state.position?.effect?.key;
  const isParked = state.status === "stuck" || state.suspended?.from === "stuck";
  if (key === undefined || !isParked || !claim?.outcome) return [];
  if (claim.status === "claimed" || claim.status === "unknown") return [];
  return [{ kind: "effect", key, at: Date.now(), outcome: claim.outcome }];
}

/** Why the slow lane gave up, where it has. */
export function slowFailureOf(events: EventReference[]): { key: string; reason: string } | undefined {
  const failed = events.findLast((event) => event.kind === "effect" && event.failure !== undefined);
  return failed?.kind === "effect" ? { key: failed.id, reason: failed.failure ?? "" } : undefined;
}
