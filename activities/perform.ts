import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import { z } from "zod";
import type { ActivityContext, DefinedActivity, Via } from "#activities/define-activity.ts";
import type { Effect, EffectOutcome } from "#core/journey/effect.ts";
import { type PerformInput, UNAVAILABLE } from "#core/journey/wake.ts";
import type { Json } from "#core/json.ts";
import { readSecret } from "#server/journeys/read-secret.ts";
import { beginSlowEffect, finishSlowEffect, type SlowEffect } from "#server/journeys/slow-effects.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { isOutage } from "#server/relay/outage.ts";

const HEARTBEAT = 5_000;

/**
 * The slow lane: performs one effect that may take long, apart from the chain, and stores how it came out.
 * Throws what may get better, so that Temporal tries again; whatever will not is stored as failed.
 */
export function createPerform(
  activities: readonly DefinedActivity[],
): (input: PerformInput) => Promise<void> {
  const byName = new Map(activities.map((activity) => [activity.name, activity]));
  return async ({ workspaceId, runId, key }) => {
    const beating = setInterval(() => Context.current().heartbeat(), HEARTBEAT);
    try {
      const work = await beginSlowEffect(workspaceId, runId, key);
      if (!work) return;
      await finishSlowEffect(workspaceId, key, await run(workspaceId, work, byName));
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw ApplicationFailure.create({ type: UNAVAILABLE, message: "Postgres is away" });
    } finally {
      clearInterval(beating);
    }
  };
}

async function run(
  workspaceId: string,
  work: SlowEffect,
  activities: Map<string, DefinedActivity>,
): Promise<EffectOutcome> {
  const effect = work.effect.effect as Extract<Effect, { kind: "custom" }>;
  const activity = activities.get(effect.activity);
  if (!activity)
    return failed("unknown_activity", `There is no activity "${effect.activity}" on this worker.`);
  const input = activity.input.safeParse(effect.input);
  if (!input.success) return failed("invalid_input", z.prettifyError(input.error));
  let answer: unknown;
  try {
    answer = await activity.run(contextFor(workspaceId, work, activity), input.data);
  } catch (error) {
    if (error instanceof ApplicationFailure && error.nonRetryable) return failed("refused", error.message);
    throw error;
  }
  const { outlet, output } = answer instanceof Leaving ? answer : { outlet: undefined, output: answer };
  if (outlet !== undefined && !activity.outlets?.some(({ id }) => id === outlet)) {
    return failed("unknown_outlet", `${activity.name} left by "${outlet}", which it does not declare.`);
  }
  const parsed = activity.output.safeParse(output);
  if (!parsed.success) return failed("invalid_output", z.prettifyError(parsed.error));
  const result = parsed.data as Json;
  return { status: "done", result, ...(outlet === undefined ? {} : { outlet }) };
}

class Leaving<Output> implements Via<Output> {
  readonly outlet: string;
  readonly output: Output;
  constructor(outlet: string, output: Output) {
    this.outlet = outlet;
    this.output = output;
  }
}

function contextFor(workspaceId: string, work: SlowEffect, activity: DefinedActivity): ActivityContext {
  const temporal = Context.current();
  return {
    idempotencyKey: work.effect.key,
    attempt: work.attempt,
    contact: work.contact,
    conversation: work.conversation,
    logger: loggerFor("activity").child({ activity: activity.name, runId: work.runId }),
    heartbeat: () => temporal.heartbeat(),
    secret: (key) => readSecret(workspaceId, key),
    signal: temporal.cancellationSignal,
    via: (outlet, output) => new Leaving(outlet, output),
  };
}

function failed(code: string, reason: string): EffectOutcome {
  return { status: "failed", code, reason };
}
