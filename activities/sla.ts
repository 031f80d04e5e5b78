import type { Performer } from "#activities/performer.ts";
import { steerSla } from "#server/sla/steer-sla.ts";

/** Starts, pauses, resumes or stops the clocks of a policy. A run without a conversation has none to time. */
export const performSla: Performer<"sla"> = async ({ actor, effect, runId, conversationId }) => {
  if (!conversationId) {
    const reason = "There is no conversation yet that could be timed.";
    return { outcome: { status: "suppressed", code: "no_conversation", reason } };
  }
  const { policy, action } = effect;
  const { breached } = await steerSla(actor, { conversationId, policy, action, runId });
  return { outcome: { status: "done", outlet: breached ? "breached" : "next" } };
};
