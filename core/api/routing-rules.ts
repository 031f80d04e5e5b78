import { z } from "zod";
import { idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { conditionSchema } from "#core/conditions/condition.ts";
import { ruleTargetSchema } from "#core/routing/rule-target.ts";

const MOST_RULES = 200;

/** One rule as it is written: with the id of the rule that it changes, or without one for a new rule. */
export const writeRoutingRuleSchema = z.strictObject({
  id: idSchema.optional(),
  name: nameSchema,
  /** `{"all": []}` is always. */
  when: conditionSchema.default({ all: [] }),
  // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
  then: ruleTargetSchema,
  enabled: z.boolean().default(true),
});

export const writeRulesSchema = z.array(writeRoutingRuleSchema).max(MOST_RULES);

export const routingRuleSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  when: conditionSchema,
  // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
  then: ruleTargetSchema,
  enabled: z.boolean(),
});

/** Rules in their order: the first that is enabled and holds decides. */
export const routingRuleSetSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    /** Whether it is asked where a journey names no other. */
    isDefault: z.boolean(),
    revision: z.int(),
    rules: z.array(routingRuleSchema),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "RoutingRuleSet" });

export const createRoutingRuleSetSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  rules: writeRulesSchema.default([]),
});

/** The whole set as it is to be. `revision` is the one that it was made from. */
export const putRoutingRuleSetSchema = z.strictObject({
  name: nameSchema.optional(),
  revision: z.int().min(1),
  rules: writeRulesSchema,
});

export type RoutingRule = z.output<typeof routingRuleSchema>;
export type WriteRoutingRule = z.output<typeof writeRoutingRuleSchema>;
export type RoutingRuleSet = z.output<typeof routingRuleSetSchema>;
export type PutRoutingRuleSet = z.input<typeof putRoutingRuleSetSchema>;
