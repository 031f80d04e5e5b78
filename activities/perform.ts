import { setTimeout as delay } from "node:timers/promises";
import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { SlowPerformers, SlowRequest } from "#activities/slow-performer.ts";
import type { EffectOutcome, SlowKind } from "#core/journey/effect.ts";
import { type PerformInput, UNAVAILABLE } from "#core/journey/wake.ts";
import {
  beginSlowEffect,
  finishSlowEffect,
  noteSlowFailure,
  type SlowEffect,
} from "#server/journeys/slow-effects.ts";
import { isPostgresOutage } from "#server/relay/outage.ts";

const HEARTBEAT = 5_000;
/** Milliseconds for which a worker keeps what it knows of an effect for a Postgres that is away. */
const LONGEST_KEPT = 20_000;
const PAUSE = 500;

/**
 * The slow lane: performs one effect that may take long, apart from the chain, and stores how it came out.
 * Throws what may get better, so that Temporal tries again; whatever will not is stored as failed.
 */
export function createPerform(performers: SlowPerformers): (input: PerformInput) => Promise<void> {
  return async ({ workspaceId, runId, key }) => {
    const beating = setInterval(() => Context.current().heartbeat(), HEARTBEAT);
    try {
      const work = await beginSlowEffect(workspaceId, runId, key);
      if (!work) return;
      const outcome = await attempt(workspaceId, work, performers);
      await persistently(() => finishSlowEffect(workspaceId, key, outcome));
    } catch (error) {
      if (!isPostgresOutage(error)) throw error;
      // Not tried again as an attempt: the workflow waits, and asks anew.
      throw ApplicationFailure.nonRetryable("Postgres is away", UNAVAILABLE);
    } finally {
      clearInterval(beating);
    }
  };
}

async function attempt(
  workspaceId: string,
  { effect: { key, effect }, ...work }: SlowEffect,
  performers: SlowPerformers,
): Promise<EffectOutcome> {
  const temporal = Context.current();
  // The map is keyed by the kind that the request's effect has, which the compiler cannot follow.
  const performer = performers[effect.kind as SlowKind] as (request: SlowRequest) => Promise<EffectOutcome>;
  try {
    return await performer({
      ...work,
      workspaceId,
      key,
      effect: effect as SlowRequest["effect"],
      signal: temporal.cancellationSignal,
      heartbeat: () => temporal.heartbeat(),
    });
  } catch (error) {
    if (!isPostgresOutage(error)) await persistently(() => noteSlowFailure(workspaceId, key, error));
    throw error;
  }
}

/** What came of an attempt is known here alone until it is stored: forgotten, nobody could say whether it was made. */
async function persistently(store: () => Promise<void>): Promise<void> {
  const { cancellationSignal } = Context.current();
  const until = Date.now() + LONGEST_KEPT;
  for (;;) {
    try {
      return await store();
    } catch (error) {
      const givesUp = cancellationSignal.aborted || Date.now() > until;
      if (givesUp || !isPostgresOutage(error)) throw error;
      await delay(PAUSE);
    }
  }
}
