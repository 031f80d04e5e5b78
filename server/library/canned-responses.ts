import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  CannedResponse,
  createCannedResponseSchema,
  patchCannedResponseSchema,
} from "#core/api/library.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireTeamId } from "#server/platform/require-rows.ts";

const include = { team: { select: { key: true } } } satisfies Prisma.CannedResponseInclude;

function toCannedResponse(row: Prisma.CannedResponseGetPayload<{ include: typeof include }>): CannedResponse {
  const { id, key, title, text, channels, team } = row;
  const createdAt = row.createdAt.toISOString();
  const updatedAt = row.updatedAt.toISOString();
  return { id, key, name: title, text, channels, team: team?.key ?? null, createdAt, updatedAt };
}

export async function listCannedResponses(actor: Actor, query: PageQuery): Promise<Page<CannedResponse>> {
  authorize(actor, "conversations.view");
  const rows = await transact(actor, (tx) =>
    tx.cannedResponse.findMany({ ...idPage(query, "asc"), include }),
  );
  return toIdPage(query, rows, toCannedResponse);
}

export async function getCannedResponse(actor: Actor, id: string): Promise<CannedResponse> {
  authorize(actor, "conversations.view");
  const row = await transact(actor, (tx) => tx.cannedResponse.findFirst({ where: { id }, include }));
  if (!row) throw new AppError("not_found", "There is no such canned response.");
  return toCannedResponse(row);
}

export async function createCannedResponse(
  actor: Actor,
  given: z.output<typeof createCannedResponseSchema>,
): Promise<CannedResponse> {
  authorize(actor, "content.edit");
  const id = uuidv7();
  await transact(actor, async (tx) => {
    const { name, text, key = keyFromName(name) } = given;
    const createdById = actor.kind === "user" ? actorId(actor) : null;
    const fields = { ...(await fieldsOf(tx, given)), key, title: name, text, createdById };
    await tx.cannedResponse.create({ data: { ...fields, id, workspaceId: actor.workspaceId } });
    const line = { action: "canned_response.created", subjectType: "cannedResponse", subjectId: id };
    await writeAudit(tx, actor, line);
  });
  return getCannedResponse(actor, id);
}

type Patch = z.output<typeof patchCannedResponseSchema>;

export async function patchCannedResponse(actor: Actor, id: string, given: Patch): Promise<CannedResponse> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.cannedResponse.updateMany({ where: { id }, data: await fieldsOf(tx, given) });
    if (count === 0) throw new AppError("not_found", "There is no such canned response.");
    const change = { fields: Object.keys(given) };
    const line = { action: "canned_response.updated", subjectType: "cannedResponse", subjectId: id, change };
    await writeAudit(tx, actor, line);
  });
  return getCannedResponse(actor, id);
}

export async function deleteCannedResponse(actor: Actor, id: string): Promise<void> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.cannedResponse.deleteMany({ where: { id } });
    if (count === 0) throw new AppError("not_found", "There is no such canned response.");
    const line = { action: "canned_response.deleted", subjectType: "cannedResponse", subjectId: id };
    await writeAudit(tx, actor, line);
  });
}

async function fieldsOf(tx: Transaction, { key, name, text, channels, team }: Patch) {
  const teamId = team == null ? team : await requireTeamId(tx, team);
  return { key, title: name, text, channels, teamId };
}
