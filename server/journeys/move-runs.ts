import type { RunFilter } from "#core/api/run-operations.ts";
import { AppError } from "#core/errors.ts";
import type { NodeMap } from "#core/journey/migration.ts";
import type { RunState } from "#core/journey/run.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { createOperation, type NewOperation } from "#server/journeys/create-operation.ts";
import { controlWorkflow } from "#server/journeys/run-workflows.ts";
import { startWorkflowOf } from "#server/journeys/start-cohort.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

interface Move {
  filter: RunFilter;
  /** Its number; absent: the live one. */
  version?: number;
  nodeMap?: NodeMap;
}

/**
 * The operation that moves runs of one journey to a version of it.
 * @throws AppError `invalid_input` where the filter names no journey, or that has no such version
 */
export async function moveOperation(
  tx: Transaction,
  workspaceId: string,
  { filter, version, nodeMap = {} }: Move,
): Promise<NewOperation> {
  if (!filter.journey) {
    throw new AppError(
      "invalid_input",
      "Name the journey whose runs are to move: a version is one of a journey.",
    );
  }
  const journey = await tx.journey.findFirst({
    where: {
      workspaceId,
      OR: [{ key: filter.journey }, ...(isId(filter.journey) ? [{ id: filter.journey }] : [])],
    },
    include: { versions: { where: version === undefined ? {} : { number: version }, select: { id: true } } },
  });
  const toVersionId = version === undefined ? journey?.liveVersionId : journey?.versions[0]?.id;
  if (!journey || !toVersionId) throw new AppError("invalid_input", "The journey has no such version.");
  return {
    action: "migrate",
    origin: "runs",
    filter,
    journeyId: journey.id,
    toVersionId,
    nodeMap: { ...nodeMap },
  };
}

/**
 * Moves one run to the live version of its journey: at once where it rests, else at its next rest.
 * @throws AppError `not_found`, or `conflict` where it is there already, has ended or has no place in it
 */
export async function moveRun(actor: Actor, runId: string): Promise<void> {
  authorize(actor, "runs.control");
  const { workspaceId } = actor;
  const order = await transact(actor, async (tx) => {
    const run = await tx.run.findUnique({ where: { workspaceId_id: { workspaceId, id: runId } } });
    if (!run) throw new AppError("not_found", "There is no such run.");
    if (run.endedAt || !run.workflowId) throw new AppError("conflict", "The run has ended.");
    const filter = { runs: [runId], journey: run.journeyId };
    const operation = await createOperation(tx, actor, await moveOperation(tx, workspaceId, { filter }));
    const item = await tx.runOperationItem.findFirst({ where: { operationId: operation.id } });
    if (!item) throw new AppError("conflict", "The run is on the live version already.");
    return { id: item.id, operationId: operation.id, workflowId: run.workflowId, revision: run.revision };
  });
  const { workflowId, revision, ...named } = order;
  if (revision === 1) await startWorkflowOf(workspaceId, { id: runId, workflowId });
  // The relay tells it too, under the same id, should this process die here.
  await controlWorkflow(workflowId, { ...named, runId, at: Date.now(), action: "migrate" });
  const run = await transact(actor, (tx) => tx.run.findUniqueOrThrow({ where: { id: runId } }));
  const { moving } = run.state as unknown as RunState;
  if (moving?.refused !== undefined) throw new AppError("conflict", `${moving.refused}.`);
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
