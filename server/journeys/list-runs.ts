import type { z } from "zod";
import type { Page } from "#core/api/page.ts";
import type { Run, runsQuerySchema } from "#core/api/runs.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { runCondition } from "#server/journeys/run-filter.ts";
import { runInclude, toRun } from "#server/journeys/run-view.ts";
import { transact } from "#server/platform/database.ts";

/** Runs, newest first. */
export async function listRuns(actor: Actor, query: z.output<typeof runsQuerySchema>): Promise<Page<Run>> {
  authorize(actor, "runs.view");
  const { cursor, limit, ...filter } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const isLater = after
    ? Prisma.sql`AND (r.started_at, r.id) < (${after.at}, ${after.id}::uuid)`
    : Prisma.empty;
  const rows = await transact(actor, async (tx) => {
    const found = await tx.$queryRaw<{ id: string }[]>`SELECT r.id FROM runs r
      WHERE ${runCondition(actor.workspaceId, filter)} ${isLater}
      ORDER BY r.started_at DESC, r.id DESC LIMIT ${limit + 1}`;
    return tx.run.findMany({
      where: { id: { in: found.map(({ id }) => id) } },
      include: runInclude,
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    });
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const data = await Promise.all(page.map((row) => toRun(row)));
  return { data, nextCursor: last ? writeCursor({ at: last.startedAt, id: last.id }) : null };
}
