import { createHash, randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { isAllowed, type Permission, permissionsOf, type Role } from "#core/permissions/roles.ts";
import type { ApiKey } from "#prisma/generated/client.ts";
import { type Actor, authorize, can } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import type { FoundApiKey } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("access");
const PREFIX_LENGTH = 10;
/** Milliseconds between two notes of a key's use. */
const NOTED_EVERY = 60_000;

/** SHA-256 of a key, as it is stored and sought. Keys are random and long, so a slow hash would add nothing. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

export interface NewApiKey {
  name: string;
  role: Role;
  scopes: Permission[];
  expiresAt?: Date | null;
}

/**
 * Makes a key. The key itself is only in this answer. Its maker's own role bounds what it may do.
 * @param chosen a key from the environment of an unattended first run, instead of a random one
 */
export async function createApiKey(
  actor: Actor,
  given: NewApiKey,
  chosen?: string,
): Promise<{ row: ApiKey; key: string }> {
  authorize(actor, "developer.edit");
  refuseWiderThan(actor, given);
  const key = chosen ?? `tl_${randomBytes(32).toString("base64url")}`;
  return transact(actor, async (tx) => {
    const row = await tx.apiKey.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        name: given.name,
        prefix: key.slice(0, PREFIX_LENGTH),
        hash: hashApiKey(key),
        role: given.role,
        scopes: given.scopes,
        expiresAt: given.expiresAt ?? null,
        createdById: actor.kind === "user" ? actor.userId : null,
      },
    });
    const change = { name: given.name, role: given.role, scopes: given.scopes };
    await writeAudit(tx, actor, {
      action: "api_key.created",
      subjectType: "apiKey",
      subjectId: row.id,
      change,
    });
    return { row, key };
  });
}

/** Nobody makes a key that may do more than they may. */
function refuseWiderThan(actor: Actor, { role, scopes }: NewApiKey): void {
  const given = [...permissionsOf(role)].filter((permission) => isAllowed(role, permission, scopes));
  if (given.every((permission) => can(actor, permission))) return;
  throw new AppError("forbidden", "A key cannot be given more than its maker may do.");
}

/** Ends a key at once. */
export async function revokeApiKey(actor: Actor, id: string): Promise<void> {
  authorize(actor, "developer.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new AppError("not_found", "There is no such key.");
    await writeAudit(tx, actor, { action: "api_key.revoked", subjectType: "apiKey", subjectId: id });
  });
}

/** Notes that a key was used, at most once a minute and without making its request wait. */
export function noteKeyUse(key: FoundApiKey): void {
  const now = new Date();
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < NOTED_EVERY) return;
  transact(key, (tx) =>
    tx.apiKey.updateMany({ where: { id: key.apiKeyId }, data: { lastUsedAt: now } }),
  ).catch((error: unknown) => log.warn({ err: error }, "a key's use was not noted"));
}
