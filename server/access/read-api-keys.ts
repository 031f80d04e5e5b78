import type { Page, PageQuery } from "#core/api/page.ts";
import type { ApiKey } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import type { ApiKey as ApiKeyRow } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** A key as the API shows it: never the key itself, nor its hash. */
export function toApiKey(row: ApiKeyRow): ApiKey {
  const { id, name, prefix, role, scopes, createdAt, lastUsedAt, expiresAt } = row;
  return {
    id,
    name,
    prefix,
    role,
    scopes,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

export async function listApiKeys(actor: Actor, query: PageQuery): Promise<Page<ApiKey>> {
  authorize(actor, "developer.edit");
  const { where, ...page } = idPage(query, "desc");
  const rows = await transact(actor, (tx) =>
    tx.apiKey.findMany({ ...page, where: { ...where, revokedAt: null } }),
  );
  return toIdPage(query, rows, toApiKey);
}

export async function getApiKey(actor: Actor, id: string): Promise<ApiKey> {
  authorize(actor, "developer.edit");
  const row = await transact(actor, (tx) => tx.apiKey.findFirst({ where: { id, revokedAt: null } }));
  if (!row) throw new AppError("not_found", "There is no such key.");
  return toApiKey(row);
}
