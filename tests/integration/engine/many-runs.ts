import { uuidv7 } from "uuidv7";
import type { RunOperationDetail } from "#core/api/run-operations.ts";
import type { Actor } from "#server/access/actor.ts";
import { createCohort } from "#server/journeys/create-cohort.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { getOperation } from "#server/journeys/get-operation.ts";
import { startWorkflow } from "#server/journeys/run-workflows.ts";
import { transact } from "#server/platform/database.ts";
import { eventually } from "#tests/setup/eventually.ts";

/** Starts a journey's live version for new contacts: as one cohort, or each in a workflow of its own. */
export async function startMany(
  actor: Actor,
  journeyId: string,
  count: number,
  { cohort = false }: { cohort?: boolean } = {},
): Promise<string[]> {
  const { workspaceId } = actor;
  const runIds = await transact(actor, async (tx) => {
    const { liveVersion } = await tx.journey.findUniqueOrThrow({
      where: { id: journeyId },
      include: { liveVersion: true },
    });
    if (!liveVersion) throw new Error("The journey is not live");
    const contactIds = Array.from({ length: count }, () => uuidv7());
    await tx.contact.createMany({ data: contactIds.map((id) => ({ id, workspaceId })) });
    const { id: versionId, planHash } = liveVersion;
    const common = {
      workspaceId,
      journeyId,
      versionId,
      planHash,
      triggerNodeId: "start",
      reentry: "always",
    } as const;
    if (cohort) {
      const contacts = contactIds.map((contactId) => ({ contactId }));
      const made = await createCohort(tx, { ...common, cohortId: uuidv7(), source: uuidv7() }, contacts);
      return made.runIds;
    }
    const ids: string[] = [];
    for (const contactId of contactIds) {
      const run = {
        ...common,
        contactId,
        conversationId: null,
        startKey: uuidv7(),
        concurrencyKey: contactId,
      };
      const created = await createRun(tx, { ...run, isTest: false });
      if (created.kind !== "refused") ids.push(created.runId);
    }
    return ids;
  });
  if (!cohort) for (const runId of runIds) await startWorkflow(workspaceId, runId);
  return runIds;
}

/** An operation, once nothing of it is left to do. */
export function finished(actor: Actor, operationId: string): Promise<RunOperationDetail> {
  return eventually(async () => {
    const operation = await getOperation(actor, operationId);
    if (!operation.finishedAt) throw new Error(JSON.stringify(operation));
    return operation;
  });
}

/** How many of some runs have each status. */
export async function statusesOf(actor: Actor, runIds: string[]): Promise<Record<string, number>> {
  const groups = await transact(actor, (tx) =>
    tx.run.groupBy({ by: ["status"], where: { id: { in: runIds } }, _count: { _all: true } }),
  );
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count._all]));
}
