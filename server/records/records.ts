import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page } from "#core/api/page.ts";
import type {
  ContactRecord,
  createRecordSchema,
  patchRecordSchema,
  recordsQuerySchema,
} from "#core/api/records.ts";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { Prisma, Record as Row } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { withoutNulls } from "#server/contacts/write-contacts.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireContact } from "#server/platform/require-rows.ts";

type Given = z.output<typeof createRecordSchema>;
type Patch = z.output<typeof patchRecordSchema>;

export async function listRecords(
  actor: Actor,
  query: z.output<typeof recordsQuerySchema>,
): Promise<Page<ContactRecord>> {
  authorize(actor, "contacts.view");
  const { where, ...page } = idPage(query, "desc");
  const { contact, type, status, externalId } = query;
  const wanted: Prisma.RecordWhereInput = {
    ...(contact ? { contactId: contact } : {}),
    ...(type ? { type } : {}),
    ...(status?.length ? { status: { in: status } } : {}),
    ...(externalId ? { externalId } : {}),
  };
  const rows = await transact(actor, (tx) =>
    tx.record.findMany({ ...page, where: { AND: [where, wanted] } }),
  );
  return toIdPage(query, rows, toRecord);
}

export async function getRecord(actor: Actor, id: string): Promise<ContactRecord> {
  authorize(actor, "contacts.view");
  return transact(actor, async (tx) => toRecord(await findRecord(tx, id)));
}

/** Adds a record; runs that follow the contact's records of its type are told. */
export async function createRecord(actor: Actor, given: Given): Promise<ContactRecord> {
  authorize(actor, "contacts.edit");
  const { contactId, type, source = "", externalId, data, ...fields } = given;
  try {
    return await transact(actor, async (tx) => {
      await requireContact(tx, contactId);
      const id = uuidv7();
      const row = await tx.record.create({
        data: {
          ...{ id, workspaceId: actor.workspaceId, contactId, type, source, externalId },
          ...columnsOf(fields),
          data: withoutNulls(data ?? {}),
        },
      });
      requireOrder(row);
      const event = { type: "record.created", actor, contactId } as const;
      await appendEvent(tx, { ...event, data: { recordId: id, type } });
      return toRecord(row);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError(
      "already_exists",
      `externalId: there is a record “${externalId}” of this type already.`,
      {
        cause: error,
      },
    );
  }
}

/** Changes what is given; live waits for its dates move with it. */
export async function patchRecord(actor: Actor, id: string, given: Patch): Promise<ContactRecord> {
  authorize(actor, "contacts.edit");
  return transact(actor, async (tx) => {
    await tx.$queryRaw`SELECT id FROM records WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await findRecord(tx, id);
    const { data, ...fields } = given;
    const merged = data && { data: withoutNulls({ ...(before.data as JsonObject), ...data }) };
    const row = await tx.record.update({ where: { id }, data: { ...columnsOf(fields), ...merged } });
    requireOrder(row);
    const { contactId, type } = row;
    const changed = [...Object.keys(fields), ...Object.keys(data ?? {}).map((name) => `data.${name}`)];
    const event = { type: "record.updated", actor, contactId } as const;
    await appendEvent(tx, { ...event, data: { recordId: id, type, fields: changed } });
    return toRecord(row);
  });
}

export async function deleteRecord(actor: Actor, id: string): Promise<void> {
  authorize(actor, "contacts.edit");
  await transact(actor, async (tx) => {
    const { contactId, type } = await findRecord(tx, id);
    await tx.record.delete({ where: { id } });
    await appendEvent(tx, { type: "record.deleted", actor, contactId, data: { recordId: id, type } });
  });
}

async function findRecord(tx: Transaction, id: string): Promise<Row> {
  const row = await tx.record.findFirst({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such record.");
  return row;
}

function columnsOf({ startsAt, endsAt, ...fields }: Omit<Patch, "data">) {
  const time = (value: string | null | undefined) => (value ? new Date(value) : value);
  return { ...fields, startsAt: time(startsAt), endsAt: time(endsAt) };
}

function requireOrder({ startsAt, endsAt }: Row): void {
  if (startsAt && endsAt && endsAt < startsAt) {
    throw new AppError("invalid_input", "endsAt: it ends before it starts.");
  }
}

function toRecord(row: Row): ContactRecord {
  const { id, contactId, type, title, status, timezone, source, externalId } = row;
  return {
    ...{ id, contactId, type, title, status, timezone, source, externalId },
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    data: row.data as JsonObject,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
