import type { z } from "zod";
import type { Journey, JourneySummary, journeysQuerySchema } from "#core/api/journeys.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { loadSurroundings } from "#server/journeys/check-document.ts";
import { countRuns, journeyInclude, namesOf, toJourney, toSummary } from "#server/journeys/journey-view.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** One journey with its draft and what is wrong with it. */
export async function getJourney(actor: Actor, journeyId: string): Promise<Journey> {
  authorize(actor, "journeys.view");
  return transact(actor, (tx) => readJourney(tx, actor, journeyId));
}

/** The same inside a transaction, for what answers with the journey it has changed. */
export async function readJourney(tx: Transaction, actor: Actor, journeyId: string): Promise<Journey> {
  const { workspaceId } = actor;
  const row = await tx.journey.findUnique({
    where: { workspaceId_id: { workspaceId, id: journeyId } },
    include: journeyInclude,
  });
  if (!row) throw new AppError("not_found", "There is no such journey.");
  return toJourney(row, {
    surroundings: await loadSurroundings(tx, workspaceId),
    runs: await countRuns(tx, { workspaceId, journeyId }, "journeyId"),
    names: await namesOf(tx, [row.draftSavedById]),
  });
}

/** Journeys, the last changed first; archived ones only where the status asks for them. */
export async function listJourneys(
  actor: Actor,
  query: z.output<typeof journeysQuerySchema>,
): Promise<Page<JourneySummary>> {
  authorize(actor, "journeys.view");
  const { workspaceId } = actor;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  return transact(actor, async (tx) => {
    const rows = await tx.journey.findMany({
      where: {
        workspaceId,
        status: query.status?.length ? { in: query.status } : { not: "archived" },
        ...(query.q ? { name: { contains: query.q, mode: "insensitive" } } : {}),
        ...(after
          ? { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }
          : {}),
      },
      include: journeyInclude,
      orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const journeyIds = page.map(({ id }) => id);
    const context = {
      surroundings: {},
      runs: await countRuns(tx, { workspaceId, journeyId: { in: journeyIds } }, "journeyId"),
      names: await namesOf(
        tx,
        page.map(({ draftSavedById }) => draftSavedById),
      ),
    };
    const data = page.map((row) => toSummary(row, context));
    return { data, nextCursor: last ? writeCursor({ at: last.updatedAt, id: last.id }) : null };
  });
}
