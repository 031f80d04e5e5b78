import { uuidv7 } from "uuidv7";
import type { RunFilter } from "#core/api/run-operations.ts";
import { type PersonalAction, POSSIBLE_STATUSES } from "#core/journey/possible-actions.ts";
import type { JsonObject } from "#core/json.ts";
import { Prisma, type RunOperation } from "#prisma/generated/client.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type OperationRow, operationInclude } from "#server/journeys/operation-view.ts";
import { runCondition } from "#server/journeys/run-filter.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** What an order says beside its action. */
export interface OperationOptions {
  expired?: "fire" | "restart";
  resendUnknown?: boolean;
  reason?: string;
}

export interface NewOperation {
  action: PersonalAction;
  origin: "runs" | "publish" | "rollback" | "pause" | "resume" | "campaign";
  filter: RunFilter;
  /** Where all its runs are of one journey. */
  journeyId?: string;
  options?: OperationOptions;
  /** What their status is now says nothing about what it will be when they are told. */
  inAnyStatus?: boolean;
  /** On migrate: the version to move to, and nodes of the old one → nodes of the new, or null to end the run. */
  toVersionId?: string;
  nodeMap?: Record<string, string | null>;
}

/** What says which runs it is about. */
type Chosen = Pick<NewOperation, "action" | "filter" | "toVersionId" | "inAnyStatus">;

/** How many runs an operation would be about: those that fit and that the action means something to. */
export async function countForOperation(
  tx: Transaction,
  workspaceId: string,
  operation: Chosen,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM runs r WHERE ${conditionOf(workspaceId, operation)}`;
  return row?.count ?? 0;
}

/**
 * Writes down which runs are to be told what, in the caller's transaction; the relay tells them, in pages. Runs that
 * begin to fit later are not among them.
 */
export async function createOperation(
  tx: Transaction,
  actor: Actor,
  operation: NewOperation,
): Promise<OperationRow> {
  const { workspaceId } = actor;
  const {
    action,
    origin,
    filter,
    journeyId = null,
    options = {},
    toVersionId = null,
    nodeMap = {},
  } = operation;
  const id = uuidv7();
  await tx.runOperation.create({
    data: {
      id,
      workspaceId,
      action,
      origin,
      journeyId,
      filter: filter as Prisma.InputJsonObject,
      options: options as Prisma.InputJsonObject,
      toVersionId,
      nodeMap,
      createdByKind: actor.kind,
      createdById: actorId(actor),
    },
  });
  const total = await addItems(tx, workspaceId, id, operation);
  if (total > 0) {
    const payload = { operationId: id, idle: 0 };
    await writeOutbox(tx, { workspaceId, topic: "run.operation", orderingKey: id, payload });
  }
  if (actor.kind !== "system") {
    const change = { action, origin, total, filter: filter as JsonObject };
    await writeAudit(tx, actor, {
      action: "runs.controlled",
      subjectType: "runOperation",
      subjectId: id,
      change,
    });
  }
  const settled = total === 0 ? { status: "completed" as const, finishedAt: new Date() } : {};
  return tx.runOperation.update({ where: { id }, data: { total, ...settled }, include: operationInclude });
}

/**
 * On migrate: runs of the old versions that were not there when it began. Says how many. Once another version is live
 * there are none: whoever enters that one belongs there.
 */
export async function addStragglers(tx: Transaction, operation: RunOperation): Promise<number> {
  const { id, workspaceId, action, filter, toVersionId } = operation;
  if (action !== "migrate" || !toVersionId) return 0;
  const isLive = (await tx.journey.count({ where: { workspaceId, liveVersionId: toVersionId } })) > 0;
  if (!isLive) return 0;
  return addItems(tx, workspaceId, id, { action, filter: filter as RunFilter, toVersionId });
}

async function addItems(
  tx: Transaction,
  workspaceId: string,
  operationId: string,
  chosen: Chosen,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO run_operation_items (id, workspace_id, operation_id, run_id)
    SELECT gen_random_uuid(), ${workspaceId}::uuid, ${operationId}::uuid, r.id
    FROM runs r WHERE ${conditionOf(workspaceId, chosen)}
    ON CONFLICT (operation_id, run_id) DO NOTHING`;
}

function conditionOf(workspaceId: string, { action, filter, toVersionId, inAnyStatus }: Chosen): Prisma.Sql {
  // Runs that another operation was to reach may not have obeyed it yet.
  const statuses = filter.operation || inAnyStatus ? POSSIBLE_STATUSES.stop : POSSIBLE_STATUSES[action];
  const possible = Prisma.sql`r.status = ANY(${[...statuses]}::run_status[])`;
  const elsewhere = toVersionId ? Prisma.sql`AND r.version_id <> ${toVersionId}::uuid` : Prisma.empty;
  return Prisma.sql`${runCondition(workspaceId, filter)} AND ${possible} ${elsewhere}`;
}
