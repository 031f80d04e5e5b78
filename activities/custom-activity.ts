import { ApplicationFailure } from "@temporalio/common";
import { z } from "zod";
import type { ActivityContext, DefinedActivity, Via } from "#activities/define-activity.ts";
import { failed, type SlowPerformer, type SlowRequest } from "#activities/slow-performer.ts";
import type { Json } from "#core/json.ts";
import { readSecret } from "#server/journeys/read-secret.ts";
import { loggerFor } from "#server/platform/logger.ts";

/** Runs developers' own activities. */
export function createCustomPerformer(activities: readonly DefinedActivity[]): SlowPerformer<"custom"> {
  const byName = new Map(activities.map((activity) => [activity.name, activity]));
  return async (request) => {
    const { effect } = request;
    const activity = byName.get(effect.activity);
    if (!activity) {
      return failed("unknown_activity", `There is no activity "${effect.activity}" on this worker.`);
    }
    const input = activity.input.safeParse(effect.input);
    if (!input.success) return failed("invalid_input", z.prettifyError(input.error));
    let answer: unknown;
    try {
      answer = await activity.run(contextFor(request, activity), input.data);
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
    return { status: "done", result: parsed.data as Json, ...(outlet === undefined ? {} : { outlet }) };
  };
}

class Leaving<Output> implements Via<Output> {
  readonly outlet: string;
  readonly output: Output;
  constructor(outlet: string, output: Output) {
    this.outlet = outlet;
    this.output = output;
  }
}

function contextFor(request: SlowRequest<"custom">, activity: DefinedActivity): ActivityContext {
  const { workspaceId, runId, facts } = request;
  return {
    idempotencyKey: request.key,
    attempt: request.attempt,
    contact: facts.contact,
    conversation: facts.conversation,
    logger: loggerFor("activity").child({ activity: activity.name, runId }),
    heartbeat: request.heartbeat,
    secret: (key) => readSecret(workspaceId, key),
    signal: request.signal,
    via: (outlet, output) => new Leaving(outlet, output),
  };
}
