import type { Performer } from "#activities/performer.ts";
import { openConversation } from "#server/journeys/open-run-conversation.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";

/** Has routing find somebody for the conversation; a run without one gets one. */
export const performAssign: Performer<"assign"> = async (request) => {
  const { actor, effect, key, runId, contactId } = request;
  const conversationId = request.conversationId ?? (await openConversation(actor, contactId));
  const { team, agent, rules, strategy, skills, priority, note } = effect;
  const routed = await routeConversation(actor, {
    conversationId,
    request: {
      skills,
      ...(team === undefined ? {} : { team }),
      ...(agent === undefined ? {} : { agent }),
      ...(rules === undefined ? {} : { rules }),
      ...(strategy === undefined ? {} : { strategy }),
      ...(priority === undefined ? {} : { priority }),
      ...(note === undefined ? {} : { note }),
    },
    run: { runId, effectKey: key },
  });
  const { outlet, decisionId, userId, teamId } = routed;
  return { outcome: { status: "done", outlet, result: { decisionId, userId, teamId } }, conversationId };
};
