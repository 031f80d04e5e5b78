import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import { CarriedRun } from "#activities/carried-run.ts";
import type { Performers } from "#activities/performer.ts";
import { Walks } from "#activities/walks.ts";
import {
  type CarryInput,
  type CarryItem,
  type CarryResult,
  type RunRest,
  UNAVAILABLE,
} from "#core/journey/wake.ts";
import { parkRun } from "#server/journeys/park-run.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { isOutage } from "#server/relay/outage.ts";

const log = loggerFor("engine");
/** Runs of a cohort that are walked side by side. */
const SIDE_BY_SIDE = 32;
const HEARTBEAT = 5_000;
const MOST_OVERTAKEN = 3;
const AWAY = "Postgres is away";
const walks = new Walks({ patience: 3_000, mostBehind: 128 });

/** Resolves when no run is walked any more on its own, its cohort having gone on without it. */
export const walksEnded = () => walks.settled();

/**
 * The activity that walks: advances each run with the pure core, performs its quick effects one after the other
 * under their claims, and returns when every run rests again, with all of it in Postgres. Done again after a
 * crash, it goes on where the rows say it was. One run's trouble is that run's alone: a slow one is left walking by
 * itself, and its cohort asks for it again.
 */
export function createCarry(performers: Performers): (input: CarryInput) => Promise<CarryResult> {
  return async ({ workspaceId, items }) => {
    const { cancellationSignal, info } = Context.current();
    const beating = setInterval(() => Context.current().heartbeat(), HEARTBEAT);
    try {
      const rests = await sideBySide(items, (item) => {
        cancellationSignal.throwIfAborted();
        const work = () => carryRun(workspaceId, item, performers);
        // A single run has no neighbours to hold up.
        return info.isLocal ? work() : walks.walk(item.runId, work);
      });
      // Nothing could be reached at all: the workflow waits longer than a single run's retry would.
      if (rests.length > 1 && rests.every((rest) => rest.kind === "retry" && rest.reason === AWAY)) {
        throw ApplicationFailure.create({ type: UNAVAILABLE, message: AWAY, nonRetryable: true });
      }
      return { rests };
    } finally {
      clearInterval(beating);
    }
  };
}

async function carryRun(workspaceId: string, item: CarryItem, performers: Performers): Promise<RunRest> {
  const { runId } = item;
  try {
    for (let attempt = 1; attempt <= MOST_OVERTAKEN; attempt++) {
      const run = await CarriedRun.load(workspaceId, item, performers);
      if (!run) return { runId, kind: "ended", status: "stopped" };
      const rest = await run.walk();
      if (rest !== "overtaken") return rest;
    }
    return { runId, kind: "retry", reason: "Another carrier is at work on this run." };
  } catch (error) {
    if (isOutage(error)) {
      log.warn({ err: error, runId }, "a run could not be carried for now");
      return { runId, kind: "retry", reason: AWAY };
    }
    log.error({ err: error, runId, workspaceId }, "a run cannot be carried and is parked");
    const reason = error instanceof Error ? error.message : String(error);
    return parkRun({ workspaceId, runId, reason, events: item.events });
  }
}

async function sideBySide<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, worker));
  return results;
}
