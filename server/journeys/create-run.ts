import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { JourneySettings } from "#core/journey/settings.ts";
import { startRun } from "#core/journey/start-run.ts";
import { singleWorkflowId } from "#core/journey/wake.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface NewRun {
  workspaceId: string;
  journeyId: string;
  versionId: string;
  planHash: string;
  triggerNodeId: string;
  contactId: string;
  conversationId: string | null;
  /** What starts it: the same thing never starts a second run. */
  startKey: string;
  /** Runs are counted for re-entry by this; the contact's id unless the journey says otherwise. */
  concurrencyKey: string;
  reentry: JourneySettings["reentry"];
  triggerEventId?: string;
  isTest: boolean;
}

export type CreatedRun =
  | { kind: "created" | "existing"; runId: string }
  | { kind: "refused"; reason: string };

/**
 * Makes the row of a run, unless what starts it has started one already, or the journey's re-entry rule
 * keeps the contact out. The workflow is started afterwards, from whatever promised this transaction.
 */
export async function createRun(tx: Transaction, run: NewRun, now = Date.now()): Promise<CreatedRun> {
  await lockEntry(tx, run);
  const existing = await tx.run.findUnique({
    where: { workspaceId_startKey: { workspaceId: run.workspaceId, startKey: run.startKey } },
    select: { id: true },
  });
  if (existing) return { kind: "existing", runId: existing.id };
  const reason = await refusal(tx, run);
  if (reason) return { kind: "refused", reason };
  const { reentry: _, ...columns } = run;
  const id = uuidv7();
  const { triggerNodeId, ...rest } = columns;
  await tx.run.create({
    data: {
      ...rest,
      id,
      status: "running",
      state: startRun({ id, triggerNodeId, at: now }) as unknown as Prisma.InputJsonValue,
      workflowId: singleWorkflowId(id),
      // Whoever answers next in this conversation is decided by the next message, which may come at once.
      floor: run.conversationId !== null && !(await isFloorTaken(tx, run.conversationId)),
      startedAt: new Date(now),
    },
  });
  return { kind: "created", runId: id };
}

/** Why a contact may not enter; null when it may. */
export async function refusal(
  tx: Transaction,
  run: Pick<NewRun, "workspaceId" | "journeyId" | "concurrencyKey" | "reentry">,
): Promise<string | null> {
  if (run.reentry === "always") return null;
  const { workspaceId, journeyId, concurrencyKey } = run;
  const open = run.reentry === "afterExit" ? { endedAt: null } : {};
  const other = await tx.run.findFirst({
    where: { workspaceId, journeyId, concurrencyKey, ...open },
    select: { id: true },
  });
  if (!other) return null;
  return run.reentry === "once"
    ? "Each contact goes through this journey once."
    : "The contact is in this journey already.";
}

async function isFloorTaken(tx: Transaction, conversationId: string): Promise<boolean> {
  return (await tx.run.count({ where: { conversationId, floor: true } })) > 0;
}

/** Two things that would start the same contact at one moment are looked at one after the other. */
async function lockEntry(tx: Transaction, { journeyId, concurrencyKey }: NewRun): Promise<void> {
  const digest = createHash("sha256").update(`${journeyId}:${concurrencyKey}`).digest();
  const key = digest.readBigInt64BE(0);
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${key})`);
}
