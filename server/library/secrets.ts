import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { createSecretSchema, patchSecretSchema, Secret } from "#core/api/secrets.ts";
import { AppError } from "#core/errors.ts";
import type { Secret as SecretRow } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { secretContext } from "#server/journeys/read-secret.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { seal } from "#server/platform/secrets.ts";

/** What secrets there are, never what they say. */
export async function listSecrets(actor: Actor, query: PageQuery): Promise<Page<Secret>> {
  authorize(actor, "channels.view");
  const rows = await transact(actor, (tx) => tx.secret.findMany(idPage(query, "asc")));
  return toIdPage(query, rows, toSecret);
}

export async function getSecret(actor: Actor, id: string): Promise<Secret> {
  authorize(actor, "channels.view");
  return transact(actor, async (tx) => toSecret(await required(tx, id)));
}

/** Keeps a secret, encrypted. @throws AppError `already_exists` for a key that is taken */
export async function createSecret(
  actor: Actor,
  { key, value }: z.output<typeof createSecretSchema>,
): Promise<Secret> {
  authorize(actor, "connections.edit");
  const id = uuidv7();
  const createdById = actor.kind === "user" ? actorId(actor) : null;
  return transact(actor, async (tx) => {
    const valueEncrypted = seal(value, secretContext(id));
    const { workspaceId } = actor;
    const row = await tx.secret.create({ data: { id, workspaceId, key, valueEncrypted, createdById } });
    await note(tx, actor, "secret.created", row);
    return toSecret(row);
  });
}

/** Puts another value in its place; what runs from now on uses that. */
export async function patchSecret(
  actor: Actor,
  id: string,
  { value }: z.output<typeof patchSecretSchema>,
): Promise<Secret> {
  authorize(actor, "connections.edit");
  return transact(actor, async (tx) => {
    await required(tx, id);
    const row = await tx.secret.update({
      where: { id },
      data: { valueEncrypted: seal(value, secretContext(id)) },
    });
    await note(tx, actor, "secret.updated", row);
    return toSecret(row);
  });
}

/** Forgets a secret: nodes that use it fail from now on, and say why. */
export async function removeSecret(actor: Actor, id: string): Promise<void> {
  authorize(actor, "connections.edit");
  await transact(actor, async (tx) => {
    const row = await required(tx, id);
    await tx.secret.delete({ where: { id } });
    await note(tx, actor, "secret.removed", row);
  });
}

async function required(tx: Transaction, id: string): Promise<SecretRow> {
  const row = await tx.secret.findFirst({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such secret.");
  return row;
}

async function note(tx: Transaction, actor: Actor, action: string, { id, key }: SecretRow): Promise<void> {
  await writeAudit(tx, actor, { action, subjectType: "secret", subjectId: id, change: { key } });
}

function toSecret({ id, key, createdAt, updatedAt }: SecretRow): Secret {
  return { id, key, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
