import { z } from "zod";
import type { Json, JsonObject } from "#core/json.ts";

const MAXIMUM_DEPTH = 32;
const MAXIMUM_VALUES = 100_000;

/**
 * Says why a value is not JSON of a reasonable size, or null when it is. Walks without recursion,
 * so that a deep or cyclic value cannot exhaust the stack.
 */
export function findJsonFault(root: unknown): string | null {
  const pending: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let seen = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next;
    seen += 1;
    if (seen > MAXIMUM_VALUES) return `holds more than ${MAXIMUM_VALUES} values`;
    if (value === null || typeof value === "string" || typeof value === "boolean") continue;
    if (typeof value === "number") {
      if (!Number.isFinite(value)) return "holds a number that JSON cannot write";
      continue;
    }
    if (typeof value !== "object")
      return `holds ${value === undefined ? "an undefined" : `a ${typeof value}`}`;
    if (depth >= MAXIMUM_DEPTH) return `is nested deeper than ${MAXIMUM_DEPTH} levels`;
    for (const child of Object.values(value)) pending.push({ value: child, depth: depth + 1 });
  }
  return null;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// `continue: false`: rules that are added to these schemas look at sound values only.

/** Any JSON, bounded in depth and size. */
export const jsonSchema = z.unknown().superRefine((value, context) => {
  const fault = findJsonFault(value);
  if (fault) context.addIssue({ code: "custom", message: `The value ${fault}`, continue: false });
}) as unknown as z.ZodType<Json, Json>;

/** A JSON object, bounded in depth and size; its keys are free. */
export const jsonObjectSchema = z.unknown().superRefine((value, context) => {
  const fault = isPlainObject(value) ? findJsonFault(value) : "is not an object";
  if (fault) context.addIssue({ code: "custom", message: `The value ${fault}`, continue: false });
}) as unknown as z.ZodType<JsonObject, JsonObject>;
