import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  createRoutingRuleSetSchema,
  putRoutingRuleSetSchema,
  RoutingRuleSet,
  WriteRoutingRule,
} from "#core/api/routing-rules.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { type AuditLine, writeAudit } from "#server/access/audit.ts";
import { journeysNaming } from "#server/journeys/journeys-naming.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { checkRules } from "#server/routing-rules/check-rules.ts";
import { getRuleSet } from "#server/routing-rules/read-rule-sets.ts";
import { findDefaultId, findRuleSet, type RuleSetRow } from "#server/routing-rules/rule-set-view.ts";

/** @throws AppError `has_problems` with the field of each */
export async function createRuleSet(
  actor: Actor,
  { key, name, rules }: z.output<typeof createRoutingRuleSetSchema>,
): Promise<RoutingRuleSet> {
  authorize(actor, "routing.edit");
  const id = uuidv7();
  const { workspaceId } = actor;
  await transact(actor, async (tx) => {
    await checkRules(tx, rules);
    await tx.routingRuleSet.create({ data: { id, workspaceId, key: key ?? keyFromName(name), name } });
    await writeRules(tx, actor, { id, rules: [] }, rules);
    await writeAudit(tx, actor, lineOf("created", id, { rules: rules.length }));
  });
  return getRuleSet(actor, id);
}

/**
 * Makes a set what is given, whole and in that order, if it is still the one that was changed.
 * @throws AppError `draft_conflict` where somebody saved it meanwhile, `has_problems` with the field of each
 */
export async function replaceRuleSet(
  actor: Actor,
  idOrKey: string,
  { name, revision, rules }: z.output<typeof putRoutingRuleSetSchema>,
): Promise<RoutingRuleSet> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const set = await findRuleSet(tx, idOrKey);
    const { count } = await tx.routingRuleSet.updateMany({
      where: { id: set.id, revision },
      data: { revision: { increment: 1 }, ...(name === undefined ? {} : { name }) },
    });
    if (count === 0) {
      throw new AppError(
        "draft_conflict",
        "Somebody else saved these rules meanwhile. Load them again before you save.",
      );
    }
    await checkRules(tx, rules);
    await writeRules(tx, actor, set, rules);
    const change = { revision: revision + 1, rules: rules.length };
    await writeAudit(tx, actor, lineOf("updated", set.id, change));
  });
  return getRuleSet(actor, idOrKey);
}

/** Has the workspace ask this set where a journey names no other, or with false, none. */
export async function setDefaultRuleSet(
  actor: Actor,
  idOrKey: string,
  isDefault: boolean,
): Promise<RoutingRuleSet> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const { id } = await findRuleSet(tx, idOrKey);
    const before = await findDefaultId(tx, actor);
    if ((before === id) === isDefault) return;
    const data = { defaultRuleSetId: isDefault ? id : null };
    await tx.workspace.update({ where: { id: actor.workspaceId }, data });
    await writeAudit(tx, actor, lineOf("default_changed", id, { isDefault, before }));
  });
  return getRuleSet(actor, idOrKey);
}

/**
 * Puts a set away: decisions that followed it go on naming it, and its key becomes free.
 * @throws AppError `conflict` where the workspace or a live journey still asks it
 */
export async function removeRuleSet(actor: Actor, idOrKey: string): Promise<void> {
  authorize(actor, "routing.edit");
  const { workspaceId } = actor;
  await transact(actor, async (tx) => {
    const { id, key, name } = await findRuleSet(tx, idOrKey);
    if ((await findDefaultId(tx, actor)) === id) {
      const detail = `“${name}” is what this workspace routes by. Make another set the default first.`;
      throw new AppError("conflict", detail);
    }
    const types = ["assign", "handoff"];
    const journeys = await journeysNaming(tx, { workspaceId, types, config: "rules", key });
    if (journeys) {
      throw new AppError(
        "conflict",
        `“${name}” is asked by ${journeys}. Publish ${journeys.includes(", ") ? "them" : "it"} without it first.`,
      );
    }
    await tx.routingRuleSet.update({
      where: { id },
      data: { archivedAt: new Date(), key: freedKey(key, id) },
    });
    await writeAudit(tx, actor, lineOf("archived", id));
  });
}

/** Rules that are named by their id keep it, so that earlier decisions go on naming them. */
async function writeRules(
  tx: Transaction,
  { workspaceId }: Actor,
  set: Pick<RuleSetRow, "id"> & { rules: { id: string }[] },
  rules: readonly WriteRoutingRule[],
): Promise<void> {
  requireOwnIds(set.rules, rules);
  const kept = rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await tx.routingRule.deleteMany({ where: { ruleSetId: set.id, id: { notIn: kept } } });
  for (const [position, { id, name, when, then, enabled }] of rules.entries()) {
    const json = (value: object) => value as unknown as Prisma.InputJsonObject;
    // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
    const data = { position, name, when: json(when), then: json(then), enabled };
    if (id !== undefined) await tx.routingRule.update({ where: { id }, data });
    else await tx.routingRule.create({ data: { ...data, id: uuidv7(), workspaceId, ruleSetId: set.id } });
  }
}

function requireOwnIds(known: { id: string }[], rules: readonly WriteRoutingRule[]): void {
  const free = new Set(known.map(({ id }) => id));
  const problems = rules.flatMap(({ id }, index) => {
    if (id === undefined || free.delete(id)) return [];
    const path = `rules.${index}.id`;
    const message = "No rule of this set has this id, or another one here has it too.";
    return [{ code: "unknown_reference", severity: "error" as const, path, message, hint: "Leave it out." }];
  });
  if (problems[0]) throw new AppError("has_problems", problems[0].message, { problems });
}

function lineOf(verb: string, subjectId: string, change?: AuditLine["change"]): AuditLine {
  return {
    action: `routing_rules.${verb}`,
    subjectType: "routingRuleSet",
    subjectId,
    ...(change && { change }),
  };
}
