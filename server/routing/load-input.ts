import type { RoutingAgent, RoutingConversation, RoutingInput } from "#core/routing/routing-input.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { conditionLookup } from "#server/conversations/condition-lookup.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { RoutingWorld } from "#server/routing/load-world.ts";

/** A conversation that is to be decided about, with since when it has been asked for. */
export interface ToRoute {
  conversation: Conversation;
  runId: string | null;
  /** When it joined the queue that it waits in. */
  queuedSince: number | null;
  /** Who refused it since then is not asked again. */
  refusedSince: Date;
}

/** What `route` looks at of many conversations, without rules and request; by the conversation's id. */
export async function loadInputs(
  tx: Transaction,
  world: RoutingWorld,
  toRoute: ToRoute[],
): Promise<Map<string, Omit<RoutingInput, "request">>> {
  const ids = toRoute.map(({ conversation }) => conversation.id);
  const contactIds = [...new Set(toRoute.map(({ conversation }) => conversation.contactId))];
  const contacts = await tx.contact.findMany({ where: { id: { in: contactIds } } });
  const contactBy = new Map(contacts.map((contact) => [contact.id, contact]));
  const known = await tx.$queryRaw<{ contactId: string; userId: string; at: Date }[]>`
    SELECT c.contact_id AS "contactId", a.to_user_id AS "userId", max(a.at) AS at
    FROM conversations c JOIN assignments a ON a.workspace_id = c.workspace_id AND a.conversation_id = c.id
    WHERE c.contact_id = ANY(${contactIds}::uuid[]) AND a.to_user_id IS NOT NULL
    GROUP BY c.contact_id, a.to_user_id`;
  const offers = await tx.offer.findMany({
    where: {
      conversationId: { in: ids },
      OR: [{ outcome: null }, { outcome: { in: ["declined", "expired"] } }],
    },
    select: { conversationId: true, userId: true, offeredAt: true, outcome: true },
  });
  const offered = offers.filter(({ outcome }) => outcome === null);
  const refused = offers.filter(({ outcome }) => outcome !== null);
  const offeredTo = new Map(offered.map(({ conversationId, userId }) => [conversationId, userId]));
  const now = Date.now();
  const { agents, teams, settings } = world;
  return new Map(
    toRoute.map(({ conversation, runId, queuedSince, refusedSince }) => {
      const contact = contactBy.get(conversation.contactId);
      const about: RoutingConversation = {
        channel: conversation.channel,
        intent: conversation.intentKey,
        intentConfidence: conversation.intentConfidence,
        sentiment: conversation.sentimentNow,
        language: conversation.language,
        tier: contact?.tier ?? null,
        priority: conversation.priority,
        runId,
        teamId: conversation.teamId,
        assigneeId: conversation.assigneeId,
        queuedSince,
        knownBy: known
          .filter(({ contactId }) => contactId === conversation.contactId)
          .map(({ userId, at }) => ({ userId, at: at.getTime() })),
        declinedBy: refused
          .filter((each) => each.conversationId === conversation.id && each.offeredAt >= refusedSince)
          .map(({ userId }) => userId),
        lookup: contact ? conditionLookup(conversation, contact) : () => undefined,
      };
      const holders = new Set([conversation.assigneeId, offeredTo.get(conversation.id) ?? null]);
      const looked = agents.map((agent) =>
        holders.has(agent.userId) ? without(agent, conversation) : agent,
      );
      return [conversation.id, { conversation: about, rules: [], agents: looked, teams, settings, now }];
    }),
  );
}

/** What somebody has already does not fill them a second time. */
function without(agent: RoutingAgent, { channel, status }: Conversation): RoutingAgent {
  if (status !== "new" && status !== "in_progress") return agent;
  return { ...agent, open: { ...agent.open, [channel]: Math.max(0, (agent.open[channel] ?? 0) - 1) } };
}
