import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { describeCondition } from "#core/conditions/describe-condition.ts";
import { excerpt, listOf, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition, Outlet } from "#core/journey/node-definition.ts";

const caseSchema = z.strictObject({
  outlet: keySchema,
  label: z.string().max(100).optional(),
  when: conditionSchema,
});

export const branchConfigSchema = z
  .strictObject({
    cases: field(z.array(caseSchema).min(1).max(50), {
      title: "Cases",
      description: "The first that holds decides.",
      widget: "cases",
    }),
  })
  .superRefine(({ cases }, context) => {
    const seen = new Set(["else"]);
    for (const [index, { outlet }] of cases.entries()) {
      if (seen.has(outlet)) {
        const message = `The outlet “${outlet}” is there already`;
        context.addIssue({ code: "custom", path: ["cases", index, "outlet"], message });
      }
      seen.add(outlet);
    }
  });

export const branchDefinition: NodeDefinition<typeof branchConfigSchema> = {
  type: "branch",
  family: "logic",
  title: "Branch",
  description: "Takes the first way whose condition holds.",
  icon: "split",
  config: branchConfigSchema,
  defaults: {
    cases: [{ outlet: "yes", label: "Yes", when: { field: "message.text", op: "exists" } }],
  },
  outlets: (config) => [...namedOutlets(config.cases), { id: "else", label: "Else" }],
  summary(config) {
    const cases = listOf(config.cases);
    if (cases.length === 0) return "Branch";
    if (cases.length > 1) return `Choose one of ${cases.length + 1} ways`;
    return `If ${excerpt(describeCondition(propertyOf(cases[0], "when")), 80)}`;
  },
  conditions: ({ cases }) =>
    cases.map(({ when }, index) => ({ path: `cases.${index}.when`, condition: when })),
};

function namedOutlets(cases: unknown): Outlet[] {
  const seen = new Set<string>(["else"]);
  const outlets: Outlet[] = [];
  for (const entry of listOf(cases)) {
    const id = propertyOf(entry, "outlet");
    if (typeof id !== "string" || id === "" || seen.has(id)) continue;
    seen.add(id);
    const label = propertyOf(entry, "label");
    outlets.push({ id, label: typeof label === "string" && label !== "" ? label : id });
  }
  return outlets;
}
