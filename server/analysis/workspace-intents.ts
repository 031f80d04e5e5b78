import type { Actor } from "#server/access/actor.ts";
import {
  bestGuess,
  type IntentGuess,
  type IntentModel,
  trainIntents,
} from "#server/analysis/intent-model.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

interface Learnt {
  /** What the intents were when it was learnt: another process may have changed them since. */
  stamp: string;
  /** Epoch milliseconds of the last look at the stamp. */
  lookedAt: number;
  model: IntentModel;
}

/** How long a change made by another process may go unseen. */
const LOOK_EVERY = 1_000;
const MOST_KEPT = 200;

const learnt = new Map<string, Promise<Learnt>>();

/** What a text is about by the workspace's own intents; null where none of them is. */
export async function guessIntent(actor: Actor, text: string): Promise<IntentGuess | null> {
  return bestGuess(await rankIntents(actor, text));
}

/** Every intent that a text may be about, the likeliest first. */
export async function rankIntents(actor: Actor, text: string): Promise<IntentGuess[]> {
  return (await intentModel(actor)).rank(text);
}

/** The intents were changed by this process: the next message is read by what they are now. */
export function forgetIntents(workspaceId: string): void {
  learnt.delete(workspaceId);
}

async function intentModel(actor: Actor): Promise<IntentModel> {
  const { workspaceId } = actor;
  const known = learnt.get(workspaceId);
  const current = renew(actor, known);
  // Taken out and put back: the map's order is that of use.
  learnt.delete(workspaceId);
  learnt.set(workspaceId, current);
  const [oldest] = learnt.keys();
  if (learnt.size > MOST_KEPT && oldest !== undefined) learnt.delete(oldest);
  try {
    return (await current).model;
  } catch (error) {
    if (learnt.get(workspaceId) === current) learnt.delete(workspaceId);
    throw error;
  }
}

async function renew(actor: Actor, known: Promise<Learnt> | undefined): Promise<Learnt> {
  const before = await known?.catch(() => undefined);
  const lookedAt = Date.now();
  if (before && lookedAt - before.lookedAt < LOOK_EVERY) return before;
  return transact(actor, async (tx) => {
    const stamp = await stampOf(tx, actor.workspaceId);
    if (before?.stamp === stamp) return { ...before, lookedAt };
    const intents = await tx.intent.findMany({
      where: { workspaceId: actor.workspaceId, archivedAt: null },
      select: { key: true, examples: true, keywords: true },
      orderBy: { key: "asc" },
    });
    return { stamp, lookedAt, model: trainIntents(intents) };
  });
}

/** Differs once any intent is made, changed or put away; clocks that go apart do not hide it. */
async function stampOf(tx: Transaction, workspaceId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ stamp: string }[]>`
    SELECT count(*) || '/' || coalesce(sum(extract(epoch FROM updated_at)), 0) AS stamp
    FROM intents WHERE workspace_id = ${workspaceId}::uuid AND archived_at IS NULL`;
  return row?.stamp ?? "";
}
