import type { CrmRecord } from "#core/api/contacts.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { CrmChange } from "#core/crm/crm-change.ts";
import { AppError } from "#core/errors.ts";
import type { CrmLink } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** What CRMs keep of a contact, with the fields as they last told them. @throws AppError not_found */
export async function listCrmRecords(
  actor: Actor,
  contactId: string,
  query: PageQuery,
): Promise<Page<CrmRecord>> {
  authorize(actor, "contacts.view");
  const { where, ...page } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    if ((await tx.contact.count({ where: { id: contactId } })) === 0)
      throw new AppError("not_found", "There is no such contact.");
    const links = await tx.crmLink.findMany({
      ...page,
      where: { ...where, contactId },
      include: { connection: { select: { key: true, name: true } } },
    });
    const told = new Map<string, CrmChange | null>();
    for (const link of links) told.set(link.id, await lastTold(tx, link, link.connection.key));
    return toIdPage(query, links, ({ id, connection, object, externalId, syncedAt }) => {
      const change = told.get(id) ?? null;
      return {
        id,
        connection,
        object,
        externalId,
        fields: change?.record ?? {},
        isDeleted: change?.change === "deleted",
        syncedAt: syncedAt?.toISOString() ?? null,
      };
    });
  });
}

async function lastTold(
  tx: Transaction,
  { contactId, object, externalId }: CrmLink,
  connection: string,
): Promise<CrmChange | null> {
  const names = (["created", "updated", "deleted"] as const).map((change) => `crm:${object}:${change}`);
  const event = await tx.customEvent.findFirst({
    where: {
      contactId,
      source: "crm",
      name: { in: names },
      AND: [
        { properties: { path: ["id"], equals: externalId } },
        { properties: { path: ["connection"], equals: connection } },
      ],
    },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
  });
  return event ? (event.properties as unknown as CrmChange) : null;
}
