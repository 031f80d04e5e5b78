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
import { isOutage } from "#server/relay/outage.ts";

const HEARTBEAT = 5_000;

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
      await finishSlowEffect(workspaceId, key, await attempt(workspaceId, work, performers));
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw ApplicationFailure.create({ type: UNAVAILABLE, message: "Postgres is away" });
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
    if (!isOutage(error)) await noteSlowFailure(workspaceId, key, error);
    throw error;
  }
}
