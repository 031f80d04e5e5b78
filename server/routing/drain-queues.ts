import { isDeepStrictEqual } from "node:util";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { lockConversations } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { coalesce } from "#server/journeys/coalesce.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armQueue, rearmQueue } from "#server/routing/arm-queue.ts";
import { goOn } from "#server/routing/continue-routing.ts";
import { type PlannedEntry, planQueues, waitingNow } from "#server/routing/plan-queues.ts";
import { routingTurn } from "#server/routing/routing-turn.ts";

/** What is given away in one transaction: others who route wait for so long, and no longer. */
const BATCH = 10;

interface Look {
  workspaceId: string;
  isReview: boolean;
  /** These conversations alone, where they are named. */
  only?: string[];
}

/**
 * Gives what waits in the queues to whoever can take it now, or offers it to them, or takes it on to another team: the
 * most urgent first, then what somebody had before, then the longest waiting. Called when somebody comes online or has
 * room again; calls that come at once share one look. Returns how many were given to somebody.
 */
export function drainQueues(workspaceId: string): Promise<number> {
  return looks(workspaceId, { workspaceId, isReview: false });
}

/** The same for what changes with time: a team opens, a shift begins, a wait has been long enough. */
export function reviewQueues(workspaceId: string): Promise<number> {
  return looks(workspaceId, { workspaceId, isReview: true });
}

const looks = coalesce<Look, number>(async (workspaceId, all) => {
  const given = await lookAtQueues({ workspaceId, isReview: all.some(({ isReview }) => isReview) });
  return all.map(() => given);
});

async function lookAtQueues(look: Look): Promise<number> {
  const { workspaceId } = look;
  const { given, rest } = await lookOnce(look);
  let all = given;
  for (let at = 0; at < rest.length; at += BATCH) {
    const only = rest.slice(at, at + BATCH);
    all += (await lookOnce({ workspaceId, isReview: true, only })).given;
  }
  return all;
}

/** Decides about all that waits, and carries out what comes first of it; `rest` is what else something changes for. */
function lookOnce({ workspaceId, isReview, only }: Look): Promise<{ given: number; rest: string[] }> {
  const actor = systemActor(workspaceId, "routing");
  // In turn, so that what is being put into a queue just now is seen.
  return routingTurn(actor, async (tx) => {
    const { entries, reviewAt } = await planQueues(tx, { workspaceId, isReview, only });
    if (reviewAt !== null) {
      const arm = isReview && !only ? rearmQueue : armQueue;
      await arm(tx, workspaceId, new Date(reviewAt));
    }
    const given = await carryOut(tx, actor, entries.slice(0, BATCH));
    return { given, rest: entries.slice(BATCH).map(({ conversation }) => conversation.id) };
  });
}

async function carryOut(tx: Transaction, actor: Actor, planned: PlannedEntry[]): Promise<number> {
  if (planned.length === 0) return 0;
  const only = planned.map(({ conversation }) => conversation.id);
  await lockConversations(tx, only);
  const waiting = new Map((await waitingNow(tx, { only })).map((each) => [each.conversationId, each]));
  let given = 0;
  for (const entry of planned) {
    const now = waiting.get(entry.conversation.id)?.conversation;
    // Somebody has claimed it, or is being asked.
    if (!now) continue;
    const asNow = isDeepStrictEqual(now, entry.conversation) ? entry : await planAnew(tx, actor, now.id);
    if (asNow && (await settleEntry(tx, actor, asNow))) given += 1;
  }
  return given;
}

/** It was changed before it could be held: what was decided about it may be wrong. */
async function planAnew(
  tx: Transaction,
  { workspaceId }: Actor,
  id: string,
): Promise<PlannedEntry | undefined> {
  const { entries } = await planQueues(tx, { workspaceId, isReview: true, only: [id] });
  return entries[0];
}

async function settleEntry(
  tx: Transaction,
  actor: Actor,
  { conversation, outcome }: PlannedEntry,
): Promise<boolean> {
  if (!outcome) {
    await leaveQueue(tx, actor, conversation, "left");
    return false;
  }
  const { outlet } = await goOn(tx, actor, conversation, outcome);
  return outlet === "assigned";
}
