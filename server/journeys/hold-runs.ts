import { uuidv7 } from "uuidv7";
import { loadPlan } from "#server/journeys/load-plan.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

export interface HeldConversation {
  workspaceId: string;
  conversationId: string;
}

/**
 * A person answers or claims: the runs that speak in the conversation are held, go on or are stopped, as
 * each one's journey says. Written to the outbox in the caller's transaction.
 * @param except runs that asked for the person: they have what they waited for
 */
export async function holdRuns(
  tx: Transaction,
  { workspaceId, conversationId }: HeldConversation,
  except: readonly { runId: string }[] = [],
): Promise<void> {
  const runs = await tx.run.findMany({
    where: { workspaceId, conversationId, endedAt: null, status: { in: ["running", "waiting"] } },
    select: { id: true, planHash: true },
  });
  for (const { id, planHash } of runs) {
    if (except.some(({ runId }) => runId === id)) continue;
    const { settings } = await loadPlan(workspaceId, planHash);
    if (settings.onHumanReply === "continue") continue;
    await control(tx, workspaceId, conversationId, id, settings.onHumanReply === "stop" ? "stop" : "hold");
  }
}

/** The person is through: held runs go on at the wait where they were. */
export async function releaseRuns(
  tx: Transaction,
  { workspaceId, conversationId }: HeldConversation,
): Promise<void> {
  // A hold that still lies in the outbox comes first there, so whoever is open is told.
  const runs = await tx.run.findMany({
    where: { workspaceId, conversationId, endedAt: null },
    select: { id: true },
  });
  for (const { id } of runs) await control(tx, workspaceId, conversationId, id, "release");
}

async function control(
  tx: Transaction,
  workspaceId: string,
  conversationId: string,
  runId: string,
  action: "hold" | "release" | "stop",
): Promise<void> {
  await writeOutbox(tx, {
    workspaceId,
    topic: "run.control",
    orderingKey: conversationId,
    payload: { runId, controlId: uuidv7(), action, at: Date.now() },
  });
}
