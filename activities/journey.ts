import type { Performer } from "#activities/performer.ts";
import { startChild } from "#server/journeys/start-child.ts";

/** Starts a run of another journey for the same contact. */
export const performJourney: Performer<"journey"> = async (request) => {
  const { actor, effect, key, runId, contactId, conversationId, facts } = request;
  const { journey: journeyKey, input, wait } = effect;
  const child = await startChild(actor, {
    parentRunId: runId,
    effectKey: key,
    journeyKey,
    contactId,
    conversationId,
    input,
    wait,
    facts,
  });
  if (child.kind === "refused") {
    return { outcome: { status: "failed", code: child.code, reason: child.reason } };
  }
  return { outcome: { status: "done", result: { runId: child.runId } } };
};
