import type { JsonObject } from "#core/json.ts";

/**
 * A developer's activity as the studio knows it: `defineActivity` in `activities/custom/` with its zod
 * schemas written as JSON Schema, so that the browser and the compiler need none of its code.
 */
export interface CustomActivity {
  name: string;
  title: string;
  description: string;
  /** A lucide icon's name. */
  icon?: string;
  inputSchema: JsonObject;
  outputSchema: JsonObject;
  /** Named ways out; absent means `next` and `failed`. */
  outlets?: { id: string; label: string }[];
  /** ISO 8601. */
  timeout?: string;
}

/** By name. */
export type CustomActivityCatalogue = Readonly<Record<string, CustomActivity>>;

/** Finds an activity by name, whatever the name is. */
export function findCustomActivity(
  catalogue: CustomActivityCatalogue | undefined,
  name: unknown,
): CustomActivity | undefined {
  if (!catalogue || typeof name !== "string" || !Object.hasOwn(catalogue, name)) return undefined;
  return catalogue[name];
}

/** `check-order_status` becomes `checkOrderStatus`: where an activity's result is saved by default. */
export function variableNameFor(activity: string): string {
  const words = activity.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("")
    .replace(/^[0-9]+/, "");
  return joined === "" ? "result" : joined.charAt(0).toLowerCase() + joined.slice(1);
}
