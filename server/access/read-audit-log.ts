import type { z } from "zod";
import type { AuditEntry, auditQuerySchema } from "#core/api/library.ts";
import type { Page } from "#core/api/page.ts";
import type { JsonObject } from "#core/json.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** What people and programs changed in the set-up, newest first. */
export async function readAuditLog(
  actor: Actor,
  query: z.output<typeof auditQuerySchema>,
): Promise<Page<AuditEntry>> {
  authorize(actor, "audit.view");
  const { where, ...page } = idPage(query, "desc");
  const { subjectType, subjectId, action } = query;
  return transact(actor, async (tx) => {
    const rows = await tx.auditEntry.findMany({
      ...page,
      where: { ...where, subjectType, subjectId, action, actorId: query.actor },
    });
    const ids = rows.flatMap((row) => (row.actorId ? [row.actorId] : []));
    const named = { where: { id: { in: ids } }, select: { id: true, name: true } };
    const names = [...(await tx.user.findMany(named)), ...(await tx.apiKey.findMany(named))];
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    return toIdPage(query, rows, (row) => ({
      id: row.id,
      actor: { kind: row.actorKind, id: row.actorId, name: nameOf.get(row.actorId ?? "") ?? null },
      action: row.action,
      subject: { type: row.subjectType, id: row.subjectId },
      change: row.change as JsonObject,
      at: row.at.toISOString(),
    }));
  });
}
