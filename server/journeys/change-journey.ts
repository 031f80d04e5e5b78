import type {
  Journey,
  JourneyVersion,
  JourneyVersionSummary,
  PauseJourney,
  Rollback,
  SteeredJourney,
} from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import type { Journey as JourneyRow } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { withMembersPrepared } from "#server/audiences/prepared-members.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { countDraining } from "#server/journeys/count-draining.ts";
import { createOperation } from "#server/journeys/create-operation.ts";
import { readJourney } from "#server/journeys/get-journey.ts";
import { countRuns, namesOf } from "#server/journeys/journey-view.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { readOccupied, requireMigration } from "#server/journeys/occupied-nodes.ts";
import { type OperationRow, toOperation } from "#server/journeys/operation-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { closeBreaker } from "#server/sending/halt-sending.ts";

/** Milliseconds: writing down who is in an audience, or is told, takes a while where they are many. */
const LONGEST = 60_000;

/** Starts no more runs. Those under way go on, or with `holdRuns` are paused too, by an operation. */
export async function pauseJourney(
  actor: Actor,
  journeyId: string,
  { reason, holdRuns = false }: Partial<PauseJourney> = {},
): Promise<SteeredJourney> {
  authorize(actor, "journeys.publish");
  return steer(actor, journeyId, async (tx, journey) => {
    if (journey.status !== "live")
      throw new AppError("conflict", `A journey that is ${journey.status} cannot be paused.`);
    await update(tx, journey, { status: "paused", pausedReason: reason ?? null });
    await appendEvent(tx, { type: "journey.paused", actor, journeyId, data: {} });
    if (!holdRuns) return null;
    const filter = { journey: journeyId };
    const options = { reason: reason ?? "The journey was paused" };
    // Those that a resumption has not reached yet go on first, and then are paused again.
    const isResuming = await tx.runOperation.count({
      where: { journeyId, origin: "resume", finishedAt: null },
    });
    const pause = { action: "pause", origin: "pause", journeyId, filter, options } as const;
    return createOperation(tx, actor, { ...pause, inAnyStatus: isResuming > 0 });
  });
}

/** Starts runs again. Runs that the pause had held go on; those that somebody paused one by one stay so. */
export async function resumeJourney(
  actor: Actor,
  journeyId: string,
  { expired = "fire" }: { expired?: "fire" | "restart" } = {},
): Promise<SteeredJourney> {
  authorize(actor, "journeys.publish");
  return steer(actor, journeyId, async (tx, journey) => {
    if (journey.status !== "paused")
      throw new AppError("conflict", `A journey that is ${journey.status} is not paused.`);
    await update(tx, journey, { status: "live", pausedReason: null });
    await closeBreaker(tx, journey);
    await appendEvent(tx, { type: "journey.resumed", actor, journeyId });
    const pause = await endPause(tx, actor.workspaceId, journeyId);
    if (!pause) return null;
    const options = { expired, reason: "The journey goes on" };
    const filter = { operation: pause };
    return createOperation(tx, actor, { action: "resume", origin: "resume", journeyId, filter, options });
  });
}

/** The operation of the last pause that held runs, unless they were resumed since; it tells no further runs. */
async function endPause(tx: Transaction, workspaceId: string, journeyId: string): Promise<string | null> {
  const last = await tx.runOperation.findFirst({
    where: { workspaceId, journeyId, origin: { in: ["pause", "resume"] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (last?.origin !== "pause") return null;
  await tx.runOperation.updateMany({
    where: { id: last.id, status: "running" },
    data: { status: "cancelling" },
  });
  return last.id;
}

/** Out of sight and starting nothing. Runs under way go on to their end. */
export async function archiveJourney(actor: Actor, journeyId: string): Promise<Journey> {
  authorize(actor, "journeys.publish");
  return change(actor, journeyId, async (tx, journey) => {
    if (journey.status === "archived") return;
    await update(tx, journey, { status: "archived" });
    await tx.workspace.updateMany({
      where: { id: actor.workspaceId, defaultInboundJourneyId: journeyId },
      data: { defaultInboundJourneyId: null },
    });
    await appendEvent(tx, { type: "journey.archived", actor, journeyId });
  });
}

/**
 * New runs start on an earlier version again; without a number, on the one before the live one. Runs under way stay
 * on their version, or with `migrate` move to that one at their next rest.
 * @throws AppError `has_problems` where runs under way would have no place in it
 */
export async function rollbackJourney(
  actor: Actor,
  journeyId: string,
  { version, strategy = "pin", nodeMap }: Partial<Rollback> = {},
): Promise<SteeredJourney> {
  authorize(actor, "journeys.publish");
  if (nodeMap && strategy !== "migrate") {
    throw new AppError("invalid_input", "nodeMap goes with the strategy migrate alone.");
  }
  const { workspaceId } = actor;
  return steer(actor, journeyId, async (tx, journey) => {
    const versions = await tx.journeyVersion.findMany({
      where: { workspaceId, journeyId },
      orderBy: { number: "desc" },
    });
    const live = versions.find(({ id }) => id === journey.liveVersionId);
    const target = versions.find(({ number }) =>
      version === undefined ? live !== undefined && number < live.number : number === version,
    );
    if (!target) throw new AppError("conflict", "There is no such earlier version to go back to.");
    if (strategy === "migrate") {
      const occupied = await readOccupied(tx, workspaceId, journeyId, target.id);
      requireMigration(occupied, await loadPlan(workspaceId, target.planHash), nodeMap ?? {});
    }
    await update(tx, journey, { liveVersionId: target.id });
    const data = { versionId: target.id, number: target.number };
    await appendEvent(tx, { type: "journey.rolled_back", actor, journeyId, data });
    if (strategy !== "migrate") return null;
    const move = {
      action: "migrate",
      origin: "rollback",
      journeyId,
      filter: { journey: journeyId },
    } as const;
    return createOperation(tx, actor, { ...move, toVersionId: target.id, nodeMap: nodeMap ?? {} });
  });
}

/** All versions, the newest first. */
export async function listVersions(actor: Actor, journeyId: string): Promise<JourneyVersionSummary[]> {
  const versions = await readVersions(actor, journeyId);
  return versions.map(({ document: _document, ...summary }) => summary);
}

export async function getVersion(actor: Actor, journeyId: string, number: number): Promise<JourneyVersion> {
  const [version] = await readVersions(actor, journeyId, number);
  if (!version) throw new AppError("not_found", "There is no such version.");
  return version;
}

async function readVersions(actor: Actor, journeyId: string, number?: number): Promise<JourneyVersion[]> {
  authorize(actor, "journeys.view");
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
    });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    const rows = await tx.journeyVersion.findMany({
      where: { workspaceId, journeyId, ...(number === undefined ? {} : { number }) },
      orderBy: { number: "desc" },
    });
    const runs = await countRuns(tx, { workspaceId, journeyId }, "versionId");
    const draining = await countDraining(tx, workspaceId, journeyId);
    const names = await namesOf(
      tx,
      rows.map(({ publishedById }) => publishedById),
    );
    return rows.map((row) => ({
      version: row.number,
      planHash: row.planHash,
      strategy: row.strategy,
      note: row.note,
      publishedAt: row.publishedAt.toISOString(),
      publishedBy: row.publishedById
        ? { id: row.publishedById, name: names.get(row.publishedById) ?? "" }
        : null,
      isLive: row.id === journey.liveVersionId,
      // Gone back to, a version drains no longer.
      draining: row.id === journey.liveVersionId ? null : (draining.get(row.id) ?? null),
      runs: runs.get(row.id) ?? { active: 0, stuck: 0, ended: 0 },
      document: row.document as unknown as JourneyDocument,
    }));
  });
}

/** A change of the journey, with what its runs are told by an operation. */
async function steer(
  actor: Actor,
  journeyId: string,
  work: (tx: Transaction, journey: JourneyRow) => Promise<OperationRow | null>,
): Promise<SteeredJourney> {
  let told: OperationRow | null = null;
  const journey = await change(actor, journeyId, async (tx, row) => {
    told = await work(tx, row);
  });
  const operation = told as OperationRow | null;
  return { ...journey, operation: operation && operation.total > 0 ? toOperation(operation) : null };
}

async function change(
  actor: Actor,
  journeyId: string,
  work: (tx: Transaction, journey: JourneyRow) => Promise<void>,
): Promise<Journey> {
  const { workspaceId } = actor;
  const changeIn = async (tx: Transaction) => {
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
    });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    await work(tx, journey);
    return readJourney(tx, actor, journeyId);
  };
  return withMembersPrepared(workspaceId, journeyId, () => transact(actor, changeIn, { timeout: LONGEST }));
}

async function update(
  tx: Transaction,
  { workspaceId, id }: JourneyRow,
  data: { status?: JourneyRow["status"]; pausedReason?: string | null; liveVersionId?: string },
): Promise<void> {
  await tx.journey.update({ where: { workspaceId_id: { workspaceId, id } }, data });
}
