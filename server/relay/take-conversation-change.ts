import type { Condition } from "#core/conditions/condition.ts";
import { type Occasion, occasionOf, occasionWords } from "#core/conversation/occasion.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import type { JsonObject } from "#core/json.ts";
import type { Event } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { startJourneys } from "#server/relay/start-journeys.ts";

/** As the definition of `trigger.conversation` parses it. */
export interface ConversationTrigger {
  on: Occasion;
  to?: string;
  after?: string;
  when?: Condition;
}

/** The config of a node that is a trigger of this kind; undefined where it is another. */
export function conversationTrigger({ type, config }: PlanNode): ConversationTrigger | undefined {
  // Parsed by compile with the node's own schema.
  return type === "trigger.conversation" ? (config as unknown as ConversationTrigger) : undefined;
}

/**
 * Starts every live journey that a change of a conversation starts, once for each however often it is delivered. What
 * a run does starts its own journey no second time.
 */
export async function takeConversationChange(workspaceId: string, eventId: string): Promise<void> {
  const found = await transact(systemActor(workspaceId, "relay"), (tx) => readChange(tx, eventId));
  if (!found) return;
  const { occasion, words, ...about } = found;
  await startJourneys(workspaceId, {
    ...about,
    triggerEventId: null,
    keyFor: (node, { holds }) => {
      const trigger = conversationTrigger(node);
      if (trigger?.on !== occasion) return null;
      if (trigger.to !== undefined && !words.includes(trigger.to.toLowerCase())) return null;
      return holds(trigger.when) ? eventId : null;
    },
  });
}

async function readChange(tx: Transaction, eventId: string) {
  const event = await tx.event.findFirst({ where: { id: eventId } });
  const occasion = event && occasionOf(event.type);
  if (!event?.conversationId || !occasion) return undefined;
  const { conversationId } = event;
  const { contactId } = await tx.conversation.findFirstOrThrow({
    where: { id: conversationId },
    select: { contactId: true },
  });
  const words = [...occasionWords(event.data as JsonObject), ...(await peopleOf(tx, event))];
  const among = await othersThan(tx, event.runId);
  return { contactId, conversationId, occasion, words: words.map((word) => word.toLowerCase()), ...among };
}

/** To whom it was given: the agent's e-mail address and the team's key. */
async function peopleOf(tx: Transaction, { type, userId, teamId }: Event): Promise<string[]> {
  if (type !== "conversation.assigned") return [];
  const user = userId ? await tx.user.findFirst({ where: { id: userId }, select: { email: true } }) : null;
  const team = teamId ? await tx.team.findFirst({ where: { id: teamId }, select: { key: true } }) : null;
  return [...(user ? [user.email] : []), ...(team ? [team.key] : [])];
}

async function othersThan(tx: Transaction, runId: string | null): Promise<{ among?: string[] }> {
  const run = runId ? await tx.run.findFirst({ where: { id: runId }, select: { journeyId: true } }) : null;
  if (!run) return {};
  const others = await tx.journey.findMany({
    where: { status: "live", id: { not: run.journeyId } },
    select: { id: true },
  });
  return { among: others.map(({ id }) => id) };
}
