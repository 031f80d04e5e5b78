import type { InboundSituation, IncomingMessage, MessageTrigger } from "#core/conversation/inbound.ts";
import { needsOfAll } from "#core/journey/plan-needs.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { Conversation, Message } from "#prisma/generated/client.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { addFacts } from "#server/audiences/add-facts.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { type LiveJourney, readLiveJourneys } from "#server/relay/live-journeys.ts";
import type { Handover, ReceivedMessage } from "#server/relay/take-message.ts";

/** All that is looked at to decide who takes a message. */
export interface InboundFacts {
  now: number;
  /** When we received it, epoch milliseconds. */
  receivedAt: number;
  contactId: string;
  isTest: boolean;
  /** What was decided for this very message before; it is done again. */
  earlier: Handover | null;
  situation: InboundSituation;
  floorRun: { runId: string; workflowId: string } | null;
  incoming: IncomingMessage;
  facts: Facts;
  journeys: Map<string, LiveJourney>;
  /** Nobody has the conversation, which is open, and it is in no queue. */
  needsRouting: boolean;
}

/** Reads the situation; undefined when there is nothing to take, as after an erasure. */
export async function readSituation(
  actor: SystemActor,
  { conversationId, messageId }: ReceivedMessage,
  declined: ReadonlySet<string>,
): Promise<InboundFacts | undefined> {
  const { workspaceId } = actor;
  const now = Date.now();
  const contact = await transact(actor, (tx) =>
    tx.conversation.findUnique({
      where: { workspaceId_id: { workspaceId, id: conversationId } },
      select: { contactId: true },
    }),
  );
  if (!contact) return undefined;
  const { contactId } = contact;
  const facts = await loadFacts(workspaceId, { contactId, conversationId, triggerEventId: null });
  if (!facts) return undefined;
  return transact(actor, async (tx) => {
    const row = await tx.message.findUnique({
      where: { workspaceId_id: { workspaceId, id: messageId } },
      include: { channelAccount: { select: { key: true } }, conversation: true },
    });
    if (row?.direction !== "in") return undefined;
    const floorRun = await findFloorRun(tx, conversationId, declined);
    const journeys = await readLiveJourneys(tx, workspaceId, facts, now);
    const said = facts.recentMessages.find(({ id }) => id === messageId) ?? facts.message;
    const needs = needsOfAll(journeys.map(({ plan }) => plan));
    const [complete = facts] = await addFacts(workspaceId, [facts], needs, now);
    return {
      now,
      receivedAt: row.createdAt.getTime(),
      contactId,
      isTest: row.conversation.isTest,
      earlier: await findEarlier(tx, row, declined),
      situation: {
        isOptOut: isOptOut(row),
        humanHolds: row.conversation.handler === "human",
        floorRunId: floorRun?.runId ?? null,
        candidates: journeys.flatMap(candidatesOf),
        defaultJourney: await findDefault(tx, workspaceId, journeys),
      },
      floorRun,
      incoming: await incomingOf(tx, row),
      facts: { ...complete, message: said },
      journeys: new Map(journeys.map((journey) => [journey.journeyId, journey])),
      needsRouting: await needsRouting(tx, row.conversation),
    };
  });
}

function isOptOut({ content }: Message): boolean {
  const { optOutWord } = content as { optOutWord?: unknown };
  return optOutWord === "stop" || optOutWord === "start";
}

async function findEarlier(
  tx: Transaction,
  { id: messageId, conversationId, createdAt, conversation }: Message & { conversation: Conversation },
  declined: ReadonlySet<string>,
): Promise<Handover | null> {
  const taken = await tx.event.findFirst({
    where: { conversationId, messageId, type: "message.taken" },
    orderBy: { position: "desc" },
  });
  if (!taken) return null;
  const { by } = taken.data as { by: string };
  if (by === "routing") return { do: (await needsRouting(tx, conversation)) ? "route" : "nothing" };
  if (by === "human") return { do: "leave" };
  const { runId } = taken;
  if (!runId) return { do: "nothing" };
  if (by === "trigger" || by === "default") return { do: "start", runId };
  if (declined.has(runId)) return null;
  const run = await tx.run.findFirst({ where: { id: runId }, select: { workflowId: true } });
  return run?.workflowId
    ? { do: "signal", runId, workflowId: run.workflowId, at: createdAt.getTime() }
    : null;
}

async function findFloorRun(
  tx: Transaction,
  conversationId: string,
  declined: ReadonlySet<string>,
): Promise<InboundFacts["floorRun"]> {
  const run = await tx.run.findFirst({
    where: { conversationId, floor: true, endedAt: null, id: { notIn: [...declined] } },
    select: { id: true, workflowId: true },
  });
  return run?.workflowId ? { runId: run.id, workflowId: run.workflowId } : null;
}

async function findDefault(
  tx: Transaction,
  workspaceId: string,
  journeys: LiveJourney[],
): Promise<InboundSituation["defaultJourney"]> {
  const workspace = await tx.workspace.findUnique({
    where: { id: workspaceId },
    select: { defaultInboundJourneyId: true },
  });
  const journey = journeys.find(({ journeyId }) => journeyId === workspace?.defaultInboundJourneyId);
  const nodeId = journey?.plan.triggers.find((id) => journey.plan.nodes[id]?.type === "trigger.message");
  if (!journey || !nodeId) return null;
  const { journeyId, versionId, mayEnter } = journey;
  return { journeyId, versionId, nodeId, mayEnter };
}

function candidatesOf({ plan, journeyId, versionId, publishedAt, mayEnter }: LiveJourney) {
  return plan.triggers.flatMap((nodeId) => {
    const node = plan.nodes[nodeId];
    if (node?.type !== "trigger.message") return [];
    // Parsed by compile with the node's own schema.
    const trigger = node.config as unknown as MessageTrigger;
    return [{ journeyId, versionId, nodeId, trigger, publishedAt, mayEnter }];
  });
}

async function incomingOf(
  tx: Transaction,
  row: Message & { channelAccount: { key: string } | null },
): Promise<IncomingMessage> {
  const opened = await tx.event.count({
    where: {
      conversationId: row.conversationId,
      type: { in: ["conversation.opened", "conversation.reopened"] },
      occurredAt: row.createdAt,
    },
  });
  return {
    text: row.text,
    channel: row.channel,
    account: row.channelAccount?.key ?? null,
    startsConversation: opened > 0,
    intent: row.intentKey,
    intentConfidence: row.intentConfidence,
  };
}

async function needsRouting(tx: Transaction, { id, assigneeId, status }: Conversation): Promise<boolean> {
  if (assigneeId || status === "resolved" || status === "spam") return false;
  return (await tx.queueEntry.count({ where: { conversationId: id, leftAt: null } })) === 0;
}
