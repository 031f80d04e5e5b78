import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createTemplateSchema, MessageTemplate, patchTemplateSchema } from "#core/api/library.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { LocalizedText } from "#core/templates/localized-text.ts";
import { Prisma, type Template as Row } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

function toTemplate(row: Row): MessageTemplate {
  const { id, key, name, channel, purpose, variables, status } = row;
  return {
    id,
    key,
    name,
    channel,
    purpose,
    subject: row.subject as LocalizedText | null,
    text: row.text as LocalizedText,
    html: row.html as LocalizedText | null,
    buttons: row.buttons as MessageTemplate["buttons"],
    variables,
    status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function listTemplates(actor: Actor, query: PageQuery): Promise<Page<MessageTemplate>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.template.findMany({ ...page, where: { ...where, archivedAt: null } }),
  );
  return toIdPage(query, rows, toTemplate);
}

export async function getTemplate(actor: Actor, id: string): Promise<MessageTemplate> {
  authorize(actor, "conversations.view");
  const row = await transact(actor, (tx) => tx.template.findFirst({ where: { id, archivedAt: null } }));
  if (!row) throw new AppError("not_found", "There is no such template.");
  return toTemplate(row);
}

export async function createTemplate(
  actor: Actor,
  given: z.output<typeof createTemplateSchema>,
): Promise<MessageTemplate> {
  authorize(actor, "content.edit");
  const key = given.key ?? keyFromName(given.name);
  return transact(actor, async (tx) => {
    const data = { ...given, ...nullable(given), id: uuidv7(), workspaceId: actor.workspaceId, key };
    const row = await tx.template.create({ data });
    await writeAudit(tx, actor, { action: "template.created", subjectType: "template", subjectId: row.id });
    return toTemplate(row);
  });
}

export async function patchTemplate(
  actor: Actor,
  id: string,
  given: z.output<typeof patchTemplateSchema>,
): Promise<MessageTemplate> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.template.updateMany({
      where: { id, archivedAt: null },
      data: { ...given, ...nullable(given) },
    });
    if (count === 0) throw new AppError("not_found", "There is no such template.");
    const change = { fields: Object.keys(given) };
    const line = { action: "template.updated", subjectType: "template", subjectId: id, change };
    await writeAudit(tx, actor, line);
  });
  return getTemplate(actor, id);
}

/** Puts a template away; what was sent with it stays. */
export async function archiveTemplate(actor: Actor, id: string): Promise<void> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    const row = await tx.template.findFirst({ where: { id, archivedAt: null } });
    if (!row) throw new AppError("not_found", "There is no such template.");
    const key = freedKey(row.key, id);
    await tx.template.update({ where: { id }, data: { archivedAt: new Date(), key } });
    await writeAudit(tx, actor, { action: "template.archived", subjectType: "template", subjectId: id });
  });
}

/** A JSON column is emptied by a value of Prisma's own. */
function nullable({ subject, html }: { subject?: LocalizedText | null; html?: LocalizedText | null }) {
  return {
    subject: subject === null ? Prisma.DbNull : subject,
    html: html === null ? Prisma.DbNull : html,
  };
}
