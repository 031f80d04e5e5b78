import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createFormSchema, Form, patchFormSchema } from "#core/api/forms.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { FormField } from "#core/forms/form-fields.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Form as FormRow, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { journeysNaming } from "#server/journeys/journeys-naming.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

export async function listForms(actor: Actor, query: PageQuery): Promise<Page<Form>> {
  authorize(actor, "journeys.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.form.findMany({ ...page, where: { ...where, archivedAt: null } }),
  );
  return toIdPage(query, rows, toForm);
}

export async function getForm(actor: Actor, id: string): Promise<Form> {
  authorize(actor, "journeys.view");
  return transact(actor, async (tx) => toForm(await findForm(tx, { id })));
}

/** @throws AppError `already_exists` for a slug that is taken */
export async function createForm(actor: Actor, given: z.output<typeof createFormSchema>): Promise<Form> {
  authorize(actor, "journeys.edit");
  const { name, slug = keyFromName(name), fields, isOpen } = given;
  const id = uuidv7();
  return transact(actor, async (tx) => {
    const row = await tx.form.create({
      data: {
        ...{ id, workspaceId: actor.workspaceId, slug, name, isOpen },
        fields: fields as unknown as Prisma.InputJsonValue,
        createdById: actor.kind === "user" ? actor.userId : null,
      },
    });
    await writeAudit(tx, actor, { action: "form.created", subjectType: "form", subjectId: id });
    return toForm(row);
  });
}

export async function patchForm(
  actor: Actor,
  id: string,
  { fields, ...plain }: z.output<typeof patchFormSchema>,
): Promise<Form> {
  authorize(actor, "journeys.edit");
  return transact(actor, async (tx) => {
    await findForm(tx, { id });
    const data = { ...plain, ...(fields ? { fields: fields as unknown as Prisma.InputJsonValue } : {}) };
    const row = await tx.form.update({ where: { id }, data });
    const change = { fields: Object.keys(data) };
    await writeAudit(tx, actor, { action: "form.updated", subjectType: "form", subjectId: id, change });
    return toForm(row);
  });
}

/** Puts a form away and frees its slug. @throws AppError `conflict` while a live journey starts by it */
export async function archiveForm(actor: Actor, id: string): Promise<void> {
  authorize(actor, "journeys.edit");
  await transact(actor, async (tx) => {
    const { workspaceId, slug } = await findForm(tx, { id });
    const names = await journeysNaming(tx, {
      workspaceId,
      types: ["trigger.form"],
      config: "form",
      key: slug,
    });
    if (names) throw new AppError("conflict", `The form starts ${names}: pause or change that first.`);
    const freed = freedKey(slug, id);
    await tx.form.update({ where: { id }, data: { archivedAt: new Date(), slug: freed } });
    await writeAudit(tx, actor, { action: "form.archived", subjectType: "form", subjectId: id });
  });
}

/** A form that is not archived. @throws AppError `not_found` */
export async function findForm(tx: Transaction, by: { id: string } | { slug: string }): Promise<FormRow> {
  const row = await tx.form.findFirst({ where: { ...by, archivedAt: null } });
  if (!row) throw new AppError("not_found", "There is no such form.");
  return row;
}

/** The fields of a stored form, checked when they were written. */
export function fieldsOf(row: Pick<FormRow, "fields">): FormField[] {
  return row.fields as unknown as FormField[];
}

function toForm(row: FormRow): Form {
  const { id, slug, name, isOpen } = row;
  return {
    ...{ id, slug, name, isOpen },
    fields: fieldsOf(row),
    submissionUrl: `${environment().PUBLIC_URL}/api/v1/forms/${slug}/submissions`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
