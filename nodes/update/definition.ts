import { z } from "zod";
import { jsonSchema } from "#core/bounded-json.ts";
import { suggestName } from "#core/did-you-mean.ts";
import { excerpt, listOf, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { operationsFor, WRITABLE_PATHS } from "#core/journey/writable-paths.ts";
import { listValueTemplates } from "#core/templates/value-templates.ts";

const changeSchema = z
  .strictObject({
    path: z.string().min(1).max(200),
    op: z.enum(["set", "unset", "add", "remove", "increment"]).default("set"),
    value: jsonSchema.optional(),
  })
  .superRefine((change, context) => {
    const operations = operationsFor(change.path);
    if (operations.length === 0) {
      const hint = suggestName(change.path, WRITABLE_PATHS) ?? `Writable are ${WRITABLE_PATHS.join(", ")}.`;
      const message = `“${change.path}” cannot be written`;
      context.addIssue({ code: "custom", path: ["path"], message, params: { hint } });
    } else if (!operations.includes(change.op)) {
      const message = `“${change.op}” does not fit ${change.path}`;
      const params = { hint: `Use ${operations.join(", ")}.` };
      context.addIssue({ code: "custom", path: ["op"], message, params });
    }
    const needsValue = change.op !== "unset" && change.op !== "increment";
    if (needsValue && change.value === undefined) {
      const params = { problem: "missing_config" };
      context.addIssue({ code: "custom", path: ["value"], message: `“${change.op}” needs a value`, params });
    }
  });

export const updateConfigSchema = z.strictObject({
  changes: field(z.array(changeSchema).min(1).max(50), {
    title: "Changes",
    description: "Made in order; texts may be Liquid.",
    widget: "changes",
  }),
});

export const updateDefinition: NodeDefinition<typeof updateConfigSchema> = {
  type: "update",
  family: "data",
  title: "Update data",
  description: "Changes the contact, the conversation or saved values.",
  icon: "pencil",
  config: updateConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary(config) {
    const paths = listOf(config.changes).map((change) => excerpt(propertyOf(change, "path"), 40));
    if (paths.length === 0) return "Update data";
    return paths.length === 1 ? `Update ${paths[0]}` : `Update ${paths[0]} and ${paths.length - 1} more`;
  },
  saves: ({ changes }) => savedNames(changes),
  writes: ({ changes }) => changes.flatMap(({ path, op }) => (op === "unset" ? [] : [path])),
  templates: ({ changes }) =>
    changes.flatMap(({ value }, index) => {
      const savedHere = savedNames(changes.slice(0, index));
      return listValueTemplates(value, `changes.${index}.value`).map((use) => ({ ...use, savedHere }));
    }),
};

function savedNames(changes: z.output<typeof changeSchema>[]): string[] {
  return changes.flatMap(({ path, op }) =>
    path.startsWith("vars.") && op !== "unset" ? [path.slice(5)] : [],
  );
}
