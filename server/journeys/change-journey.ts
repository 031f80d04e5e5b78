import type { Journey, JourneyVersion, JourneyVersionSummary } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import type { Journey as JourneyRow } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { readJourney } from "#server/journeys/get-journey.ts";
import { countRuns, namesOf } from "#server/journeys/journey-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Starts no more runs; those under way go on. */
export async function pauseJourney(actor: Actor, journeyId: string, reason?: string): Promise<Journey> {
  authorize(actor, "journeys.publish");
  return change(actor, journeyId, async (tx, journey) => {
    if (journey.status !== "live")
      throw new AppError("conflict", `A journey that is ${journey.status} cannot be paused.`);
    await update(tx, journey, { status: "paused", pausedReason: reason ?? null });
    await appendEvent(tx, { type: "journey.paused", actor, journeyId, data: {} });
  });
}

export async function resumeJourney(actor: Actor, journeyId: string): Promise<Journey> {
  authorize(actor, "journeys.publish");
  return change(actor, journeyId, async (tx, journey) => {
    if (journey.status !== "paused")
      throw new AppError("conflict", `A journey that is ${journey.status} is not paused.`);
    await update(tx, journey, { status: "live", pausedReason: null });
    await appendEvent(tx, { type: "journey.resumed", actor, journeyId });
  });
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

/** New runs start on an earlier version again; without a number, on the one before the live one. */
export async function rollbackJourney(actor: Actor, journeyId: string, version?: number): Promise<Journey> {
  authorize(actor, "journeys.publish");
  return change(actor, journeyId, async (tx, journey) => {
    const versions = await tx.journeyVersion.findMany({
      where: { workspaceId: actor.workspaceId, journeyId },
      orderBy: { number: "desc" },
    });
    const live = versions.find(({ id }) => id === journey.liveVersionId);
    const target = versions.find(({ number }) =>
      version === undefined ? live !== undefined && number < live.number : number === version,
    );
    if (!target) throw new AppError("conflict", "There is no such earlier version to go back to.");
    await update(tx, journey, { liveVersionId: target.id });
    const data = { versionId: target.id, number: target.number };
    await appendEvent(tx, { type: "journey.rolled_back", actor, journeyId, data });
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
      runs: runs.get(row.id) ?? { active: 0, stuck: 0, ended: 0 },
      document: row.document as unknown as JourneyDocument,
    }));
  });
}

async function change(
  actor: Actor,
  journeyId: string,
  work: (tx: Transaction, journey: JourneyRow) => Promise<void>,
): Promise<Journey> {
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
    });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    await work(tx, journey);
    return readJourney(tx, actor, journeyId);
  });
}

async function update(
  tx: Transaction,
  { workspaceId, id }: JourneyRow,
  data: { status?: JourneyRow["status"]; pausedReason?: string | null; liveVersionId?: string },
): Promise<void> {
  await tx.journey.update({ where: { workspaceId_id: { workspaceId, id } }, data });
}
