import { type RoutingRuleSet, routingRuleSchema } from "#core/api/routing-rules.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const withRules = { rules: { orderBy: { position: "asc" } } } satisfies Prisma.RoutingRuleSetInclude;

export type RuleSetRow = Prisma.RoutingRuleSetGetPayload<{ include: typeof withRules }>;

/** A set as the API shows it. */
export function toRuleSet(row: RuleSetRow, defaultRuleSetId: string | null): RoutingRuleSet {
  const { id, key, name, revision, createdAt, updatedAt } = row;
  return {
    id,
    key,
    name,
    isDefault: id === defaultRuleSetId,
    revision,
    rules: row.rules.map((rule) =>
      routingRuleSchema.parse({
        id: rule.id,
        name: rule.name,
        when: rule.when,
        // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
        then: rule.then,
        enabled: rule.enabled,
      }),
    ),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A set by its key or id. @throws AppError `not_found` */
export async function findRuleSet(tx: Transaction, idOrKey: string): Promise<RuleSetRow> {
  const where = ID.test(idOrKey) ? { id: idOrKey } : { key: idOrKey };
  const row = await tx.routingRuleSet.findFirst({
    where: { ...where, archivedAt: null },
    include: withRules,
  });
  if (!row) throw new AppError("not_found", "There is no such set of routing rules.");
  return row;
}

/** The set that is asked where a journey names no other; null where there is none. */
export async function findDefaultId(tx: Transaction, { workspaceId }: Actor): Promise<string | null> {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  return workspace.defaultRuleSetId;
}
