import type { z } from "zod";
import type { Page } from "#core/api/page.ts";
import type { Run, runsQuerySchema } from "#core/api/runs.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { runInclude, toRun } from "#server/journeys/run-view.ts";
import { transact } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Runs, newest first. */
export async function listRuns(actor: Actor, query: z.output<typeof runsQuerySchema>): Promise<Page<Run>> {
  authorize(actor, "runs.view");
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const where: Prisma.RunWhereInput = {
    workspaceId: actor.workspaceId,
    ...(query.status?.length ? { status: { in: query.status } } : {}),
    ...(query.journey
      ? { journey: ID.test(query.journey) ? { id: query.journey } : { key: query.journey } }
      : {}),
    ...(query.version ? { version: { number: query.version } } : {}),
    ...(query.node ? { currentNodeId: query.node, endedAt: null } : {}),
    ...(query.contact ? { contactId: query.contact } : {}),
    ...(query.conversation ? { conversationId: query.conversation } : {}),
    ...(query.test === undefined ? {} : { isTest: query.test }),
    ...(after
      ? { OR: [{ startedAt: { lt: after.at } }, { startedAt: after.at, id: { lt: after.id } }] }
      : {}),
  };
  const rows = await transact(actor, (tx) =>
    tx.run.findMany({
      where,
      include: runInclude,
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    }),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const data = await Promise.all(page.map((row) => toRun(row)));
  return { data, nextCursor: last ? writeCursor({ at: last.startedAt, id: last.id }) : null };
}
