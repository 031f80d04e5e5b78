import { uuidv7 } from "uuidv7";
import type { JsonObject } from "#core/json.ts";
import type { Stretch } from "#server/journeys/stretch.ts";

/** What a child is started by, so that starting it again finds it; `background` where nobody waits for it. */
export function childKey(effectKey: string, wait: boolean): string {
  return `${wait ? "child" : "background"}:${effectKey}`;
}

/** Before every key of the children that a run waits for. */
export function childrenOf(runId: string): string {
  return `child:${runId}:`;
}

/** The visit that a run returns to, if another one waits for it. */
function waitingVisit(startKey: string): { runId: string; effectKey: string } | undefined {
  const effectKey = /^child:(.+:\d+)$/.exec(startKey)?.[1];
  const runId = effectKey?.split(":")[0];
  return effectKey && runId ? { runId, effectKey } : undefined;
}

/**
 * A run that ends tells the one that waits for it; one that is stopped, or left while it waits for a child, has
 * that stopped as well.
 */
export function familyRows(stretch: Stretch, at: number): { log: JsonObject[]; outbox: JsonObject[] } {
  const { state, transitions, plan, runId, startKey } = stretch;
  const ended = transitions.findLast(({ kind }) => kind === "ended");
  if (!ended) return { log: [], outbox: [] };
  const log: JsonObject[] = [];
  const outbox: JsonObject[] = [];
  const parent = waitingVisit(startKey);
  if (parent) {
    const id = uuidv7();
    const data = { effectKey: parent.effectKey, status: state.status };
    log.push({ id, type: "run.returned", at: ended.at, nodeId: ended.nodeId, data });
    const payload = { runId: parent.runId, event: { kind: "happening", id, at } };
    outbox.push({ id: uuidv7(), topic: "run.signal", orderingKey: parent.runId, payload });
  }
  if (plan.nodes[ended.nodeId]?.type === "journey" && state.status !== "completed") {
    outbox.push({ id: uuidv7(), topic: "run.children", orderingKey: runId, payload: { runId } });
  }
  return { log, outbox };
}
