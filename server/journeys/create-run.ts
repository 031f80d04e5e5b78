import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import { startRun } from "#core/journey/start-run.ts";
import { singleWorkflowId } from "#core/journey/wake.ts";
import type { JsonObject } from "#core/json.ts";
import type { Prisma } from "#prisma/generated/client.ts";
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
  /** The run that started it, and what that hands over. */
  parentRunId?: string;
  vars?: JsonObject;
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
  // Where anybody may enter at any time there is nothing to look at first.
  if (run.reentry !== "always") {
    await lockEntry(tx, run);
    const runId = await findStarted(tx, run);
    if (runId) return { kind: "existing", runId };
    const reason = await refusal(tx, run);
    if (reason) return { kind: "refused", reason };
  }
  const { reentry: _, triggerNodeId, vars, ...columns } = run;
  const id = uuidv7();
  const created = await tx.run.createMany({
    data: [
      {
        ...columns,
        id,
        status: "running",
        state: startRun({
          id,
          triggerNodeId,
          at: now,
          ...(vars ? { vars } : {}),
        }) as unknown as Prisma.InputJsonValue,
        workflowId: singleWorkflowId(id),
        // Who takes the next message of this conversation is decided by the floor, and it may come at once.
        floor: run.conversationId !== null && !(await isFloorTaken(tx, run.conversationId)),
        startedAt: new Date(now),
      },
    ],
    skipDuplicates: true,
  });
  if (created.count === 1) return { kind: "created", runId: id };
  const runId = await findStarted(tx, run);
  if (!runId) throw new AppError("conflict", "Another run took the floor of this conversation just now.");
  return { kind: "existing", runId };
}

async function findStarted(tx: Transaction, { workspaceId, startKey }: NewRun): Promise<string | undefined> {
  const where = { workspaceId_startKey: { workspaceId, startKey } };
  return (await tx.run.findUnique({ where, select: { id: true } }))?.id;
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
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${entryLock(journeyId, concurrencyKey)})`;
}

/** The advisory lock under which a journey's entry is decided for one concurrency key. */
export function entryLock(journeyId: string, concurrencyKey: string): bigint {
  return createHash("sha256").update(`${journeyId}:${concurrencyKey}`).digest().readBigInt64BE(0);
}
