import type { Actor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Who is in turn in this process, by workspace: the others wait without holding a connection. */
const turns = new Map<string, Promise<unknown>>();

/**
 * One transaction that decides about a workspace's work. They come one after the other, over all processes, so that
 * two at once neither give one conversation twice nor fill anybody beyond their capacity. Whoever also locks
 * conversations locks them inside of it, never the other way round.
 */
export async function routingTurn<Result>(
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const { workspaceId } = actor;
  const before = turns.get(workspaceId) ?? Promise.resolve();
  const own = before.then(
    () => transactInTurn(actor, work),
    () => transactInTurn(actor, work),
  );
  turns.set(workspaceId, own);
  try {
    return await own;
  } finally {
    if (turns.get(workspaceId) === own) turns.delete(workspaceId);
  }
}

function transactInTurn<Result>(actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return transact(actor, async (tx) => {
    await lockRouting(tx, actor.workspaceId);
    return work(tx);
  });
}

async function lockRouting(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`routing/${workspaceId}`}, 0))`;
}
