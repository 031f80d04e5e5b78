import { z } from "zod";
import { findConditionFaults } from "#core/conditions/check-condition.ts";
import type { ConditionOperator } from "#core/conditions/operators.ts";
import type { Json } from "#core/json.ts";

export interface ConditionLeaf {
  field: string;
  op: ConditionOperator;
  value?: Json;
  /** ISO 8601 duration: of `withinLast` and `withinNext`, and of counted events. */
  within?: string;
}

/** One form for branches, audiences, routing rules, SLA policies, exit rules and triggers. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | ConditionLeaf;

/**
 * Checks the form, the field and operator, and the type of the value. Written by hand under zod,
 * because a recursive union names no path and a deep one exhausts the stack.
 */
export const conditionSchema = z
  .unknown()
  .superRefine((value, context) => {
    for (const fault of findConditionFaults(value)) {
      context.addIssue({
        code: "custom",
        path: fault.path,
        message: fault.message,
        params: { problem: fault.problem, hint: fault.hint },
      });
    }
  })
  .meta({ widget: "condition" }) as unknown as z.ZodType<Condition, Condition>;
