import { conversationsToReturn, type MovedRows } from "#core/conversation/contact-merge.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { rootOf } from "#server/contacts/kin.ts";
import type { Transaction } from "#server/platform/database.ts";

type MovedTable = Exclude<keyof MovedRows, "identityLinks" | "endedLinks" | "defaultLinks">;

/** Which column of which table says whose a row is. Participants stay: they tell who it was known to be then. */
const OWNED: Record<MovedTable, { table: string; column: string }> = {
  conversations: { table: "conversations", column: "contact_id" },
  conversationsAbout: { table: "conversations", column: "about_contact_id" },
  consents: { table: "consents", column: "contact_id" },
  tasks: { table: "tasks", column: "contact_id" },
  records: { table: "records", column: "contact_id" },
  runs: { table: "runs", column: "contact_id" },
  customEvents: { table: "custom_events", column: "contact_id" },
  crmLinks: { table: "crm_links", column: "contact_id" },
};

const tables = Object.keys(OWNED) as MovedTable[];

/** Gives everything of one contact to another; returns which rows those were. */
export async function takeOverRows(tx: Transaction, fromId: string, toId: string): Promise<MovedRows> {
  const links = await takeOverLinks(tx, fromId, toId);
  const moved = { ...links } as MovedRows;
  for (const name of tables) {
    const { table, column } = owned(name);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE ${table} SET ${column} = ${toId}::uuid WHERE ${column} = ${fromId}::uuid RETURNING id`;
    moved[name] = rows.map(({ id }) => id);
  }
  return moved;
}

/**
 * Gives rows back that a merge had moved, wherever later merges have taken them, and conversations begun since
 * over an address that goes back.
 */
export async function giveBackRows(
  tx: Transaction,
  moved: MovedRows,
  { survivorId, mergedId, since }: { survivorId: string; mergedId: string; since: Date },
): Promise<void> {
  const holders = [survivorId, await rootOf(tx, survivorId)];
  const returnedIdentities = await giveBackLinks(tx, moved, holders, mergedId);
  const begun = await tx.conversation.findMany({
    where: { contactId: { in: holders }, createdAt: { gte: since } },
    select: { id: true, sessions: { select: { identityId: true } } },
  });
  const sinceMerge = begun.map(({ id, sessions }) => ({
    id,
    identityIds: sessions.flatMap(({ identityId }) => (identityId ? [identityId] : [])),
  }));
  const conversations = conversationsToReturn(moved, sinceMerge, returnedIdentities);
  for (const name of tables) {
    const { table, column } = owned(name);
    const ids = name === "conversations" ? conversations : moved[name];
    await tx.$executeRaw`
      UPDATE ${table} SET ${column} = ${mergedId}::uuid
      WHERE id = ANY (${ids}::uuid[]) AND ${column} = ANY (${holders}::uuid[])`;
  }
}

/** An address that both have keeps one link, the survivor's; the other ends until the merge is undone. */
async function takeOverLinks(
  tx: Transaction,
  fromId: string,
  toId: string,
): Promise<Pick<MovedRows, "identityLinks" | "endedLinks" | "defaultLinks">> {
  const [theirs, own] = await Promise.all([
    tx.identityLink.findMany({ where: { contactId: fromId, endedAt: null } }),
    tx.identityLink.findMany({ where: { contactId: toId, endedAt: null } }),
  ]);
  const ownBy = new Map(own.map((link) => [link.identityId, link]));
  const both = theirs.filter((link) => ownBy.has(link.identityId));
  const endedLinks = both.map(({ id }) => id);
  const identityLinks = theirs.filter((link) => !ownBy.has(link.identityId)).map(({ id }) => id);
  const defaultLinks = both.flatMap((link) => (link.isDefault ? [ownBy.get(link.identityId)?.id ?? ""] : []));
  await tx.identityLink.updateMany({ where: { id: { in: endedLinks } }, data: { endedAt: new Date() } });
  await tx.identityLink.updateMany({ where: { id: { in: defaultLinks } }, data: { isDefault: true } });
  await tx.identityLink.updateMany({ where: { id: { in: identityLinks } }, data: { contactId: toId } });
  return { identityLinks, endedLinks, defaultLinks };
}

/** Returns the identities that are the merged contact's alone again. */
async function giveBackLinks(
  tx: Transaction,
  { identityLinks, endedLinks, defaultLinks }: MovedRows,
  holders: string[],
  mergedId: string,
): Promise<string[]> {
  const where = { id: { in: identityLinks }, contactId: { in: holders } };
  const back = await tx.identityLink.findMany({ where, select: { identityId: true } });
  await tx.identityLink.updateMany({ where, data: { contactId: mergedId } });
  await tx.identityLink.updateMany({ where: { id: { in: defaultLinks } }, data: { isDefault: false } });
  await tx.identityLink.updateMany({ where: { id: { in: endedLinks } }, data: { endedAt: null } });
  return back.map(({ identityId }) => identityId);
}

function owned(name: MovedTable): { table: Prisma.Sql; column: Prisma.Sql } {
  const { table, column } = OWNED[name];
  return { table: Prisma.raw(table), column: Prisma.raw(column) };
}
