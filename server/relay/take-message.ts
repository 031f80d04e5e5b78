import { decideTaker, type JourneyEntry, type Taker } from "#core/conversation/inbound.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { armSilence } from "#server/conversations/arm-silence.ts";
import { replyWhileAway } from "#server/conversations/reply-while-away.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { signalWorkflow, startWorkflow } from "#server/journeys/run-workflows.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { type InboundFacts, readSituation } from "#server/relay/read-situation.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { routeUnlessHeld } from "#server/routing/route-conversation.ts";
import { returnIfAway } from "#server/routing/take-work-off.ts";
import { followInbound } from "#server/sla/follow-sla.ts";

export interface ReceivedMessage {
  conversationId: string;
  messageId: string;
  /** The run that it was offered to and that did not want it. */
  declinedBy?: string;
}

/** Stores sentiment, language and intent of a message, unless it has them; triggers and nodes look at them. */
export type AnalyseMessage = (actor: SystemActor, messageId: string) => Promise<void>;

/** What is to be done once the taker is written down; each may be done twice. */
export type Handover =
  | { do: "nothing" }
  | { do: "start"; runId: string }
  | { do: "signal"; runId: string; workflowId: string; at: number }
  | { do: "route" }
  /** It waits in a queue already; if it was snoozed, it is awake again. */
  | { do: "drain" }
  /** A person has it: unless they have gone meanwhile or are on leave, it is theirs to answer. */
  | { do: "leave" };

/** Runs that may end, one after the other, just as the message is given to them. */
const MOST_TRIES = 10;

/**
 * Finds who takes an inbound message, in the contract's order, and gives it to them. Called again for the same
 * message it comes to the same end: the taker is written down before anything is told to it.
 */
export async function takeMessage(
  workspaceId: string,
  message: ReceivedMessage,
  analyse: AnalyseMessage,
): Promise<void> {
  const actor = systemActor(workspaceId, "relay");
  await analyse(actor, message.messageId);
  await noteSaid(actor, message);
  const declined = new Set(message.declinedBy ? [message.declinedBy] : []);
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    const facts = await readSituation(actor, message, declined);
    if (!facts) return;
    const handover = facts.earlier ?? (await transact(actor, (tx) => decide(tx, actor, message, facts)));
    if (await handOver(actor, message, handover)) return;
    if (handover.do === "signal") declined.add(handover.runId);
  }
  throw new Error(`Nobody could take message ${message.messageId}`);
}

/** The conversation is not silent, and its SLA clocks run. */
async function noteSaid(actor: SystemActor, { conversationId, messageId }: ReceivedMessage): Promise<void> {
  const { workspaceId } = actor;
  await transact(actor, async (tx) => {
    const message = await tx.message.findFirst({ where: { id: messageId }, select: { createdAt: true } });
    await followInbound(tx, actor, conversationId);
    if (message) await armSilence(tx, { workspaceId, conversationId, at: message.createdAt });
  });
}

async function decide(
  tx: Transaction,
  actor: SystemActor,
  message: ReceivedMessage,
  facts: InboundFacts,
): Promise<Handover> {
  const refused = new Set<string>();
  for (;;) {
    const taker = choose(facts, refused);
    if (taker.by !== "trigger" && taker.by !== "default") {
      const run = taker.by === "run" ? facts.floorRun : null;
      await note(tx, actor, message, facts, taker.by, run?.runId);
      if (run) return { do: "signal", ...run, at: facts.receivedAt };
      if (taker.by === "human") return { do: "leave" };
      if (taker.by !== "routing") return { do: "nothing" };
      return { do: facts.needsRouting ? "route" : "drain" };
    }
    const created = await createRun(tx, newRunOf(actor, message, facts, taker), facts.now);
    if (created.kind === "refused") {
      // The contact entered this journey since it was looked at: on to the next.
      refused.add(taker.journeyId);
      continue;
    }
    await note(tx, actor, message, facts, taker.by, created.runId);
    return { do: "start", runId: created.runId };
  }
}

function choose({ situation, incoming, facts, now }: InboundFacts, refused: Set<string>): Taker {
  const isOpen = ({ journeyId }: { journeyId: string }) => !refused.has(journeyId);
  const { candidates, defaultJourney } = situation;
  return decideTaker(
    {
      ...situation,
      candidates: candidates.filter(isOpen),
      defaultJourney: defaultJourney && isOpen(defaultJourney) ? defaultJourney : null,
    },
    incoming,
    createLookup({ facts, vars: {}, run: null, now }),
    now,
  );
}

async function note(
  tx: Transaction,
  actor: SystemActor,
  { conversationId, messageId }: ReceivedMessage,
  { contactId, isTest }: InboundFacts,
  by: Taker["by"],
  runId: string | undefined,
): Promise<void> {
  const about = { conversationId, messageId, contactId, isTest, ...(runId ? { runId } : {}) };
  await appendEvent(tx, { type: "message.taken", actor, ...about, data: { by } });
}

function newRunOf(actor: SystemActor, message: ReceivedMessage, facts: InboundFacts, entry: JourneyEntry) {
  const journey = facts.journeys.get(entry.journeyId);
  if (!journey) throw new Error(`Journey ${entry.journeyId} was not read`);
  return {
    workspaceId: actor.workspaceId,
    journeyId: entry.journeyId,
    versionId: entry.versionId,
    planHash: journey.planHash,
    triggerNodeId: entry.nodeId,
    contactId: facts.contactId,
    conversationId: message.conversationId,
    // A message starts one run at most, whichever journey it is of.
    startKey: `message:${message.messageId}`,
    concurrencyKey: journey.concurrencyKey,
    reentry: journey.reentry,
    isTest: facts.isTest,
  };
}

/** False when the run that it was for has ended meanwhile. */
async function handOver(actor: SystemActor, message: ReceivedMessage, handover: Handover): Promise<boolean> {
  switch (handover.do) {
    case "nothing":
      return true;
    case "drain":
      await drainQueues(actor.workspaceId);
      return true;
    case "leave":
      await replyWhileAway(actor.workspaceId, message.conversationId);
      await returnIfAway(actor.workspaceId, message.conversationId);
      return true;
    case "start":
      await startWorkflow(actor.workspaceId, handover.runId);
      return true;
    case "route":
      await routeUnlessHeld(actor, { conversationId: message.conversationId, request: {} });
      return true;
    case "signal": {
      const { runId, workflowId, at } = handover;
      if (await signalWorkflow(workflowId, runId, { kind: "message", id: message.messageId, at }))
        return true;
      // It has ended, perhaps with this very message, which was given to it before and is nobody else's.
      return hasHeard(actor, runId, message.messageId);
    }
  }
}

/** Whether a run was carried with an event; what it did not want of it, it has given back by itself. */
async function hasHeard(actor: SystemActor, runId: string, eventId: string): Promise<boolean> {
  const heard = await transact(actor, (tx) => tx.runEvent.findFirst({ where: { runId, eventId } }));
  return heard !== null;
}
