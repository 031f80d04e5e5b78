import type { Page, PageQuery } from "#core/api/page.ts";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { findDefaultId, findRuleSet, toRuleSet, withRules } from "#server/routing-rules/rule-set-view.ts";

/** Every set with its rules in order. */
export async function listRuleSets(actor: Actor, query: PageQuery): Promise<Page<RoutingRuleSet>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    const defaultId = await findDefaultId(tx, actor);
    const rows = await tx.routingRuleSet.findMany({
      ...page,
      where: { ...where, archivedAt: null },
      include: withRules,
    });
    return toIdPage(query, rows, (row) => toRuleSet(row, defaultId));
  });
}

/** One set by its key or id. @throws AppError `not_found` */
export async function getRuleSet(actor: Actor, idOrKey: string): Promise<RoutingRuleSet> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) =>
    toRuleSet(await findRuleSet(tx, idOrKey), await findDefaultId(tx, actor)),
  );
}
