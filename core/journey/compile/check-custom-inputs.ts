import { z } from "zod";
import { addConfigProblems } from "#core/journey/compile/config-problems.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import {
  type CustomActivity,
  type CustomActivityCatalogue,
  findCustomActivity,
} from "#core/journey/custom-activity.ts";
import { isTemplate } from "#core/templates/value-templates.ts";

/** Holds the input of every custom node against its activity's schema; what a template will render is not known yet. */
export function checkCustomInputs(
  nodes: ReadonlyMap<string, ReadNode>,
  catalogue: CustomActivityCatalogue,
  list: ProblemList,
): void {
  for (const { node, config } of nodes.values()) {
    if (node.type !== "custom" || !config || list.isFull) continue;
    const activity = findCustomActivity(catalogue, config.activity);
    const schema = activity && schemaOf(activity);
    const input = config.input ?? {};
    const parsed = schema?.safeParse(input, { reportInput: true });
    if (!schema || !parsed || parsed.success) continue;
    const issues = parsed.error.issues.filter((issue) => !isRendered(input, issue.path));
    addConfigProblems(list, { nodeId: node.id, prefix: "input", schema, value: input }, issues);
  }
}

const schemas = new WeakMap<CustomActivity, z.ZodType | null>();

/** Null where the schema says more than can be read back here: the activity itself checks it when it runs. */
function schemaOf(activity: CustomActivity): z.ZodType | null {
  const known = schemas.get(activity);
  if (known !== undefined) return known;
  let schema: z.ZodType | null = null;
  try {
    schema = z.fromJSONSchema(activity.inputSchema as Parameters<typeof z.fromJSONSchema>[0]) as z.ZodType;
  } catch {
    schema = null;
  }
  schemas.set(activity, schema);
  return schema;
}

/** Whether the value at a path, or one above it, is Liquid. */
function isRendered(root: unknown, path: readonly PropertyKey[]): boolean {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<PropertyKey, unknown>)[part];
    if (typeof value === "string") return isTemplate(value);
  }
  return false;
}
