import { z } from "zod";
import { findJsonFault } from "#core/bounded-json.ts";
import { isRecord, type JsonObject } from "#core/json.ts";

const DEPTH = 4;
const PROPERTIES = 50;
const NOTES = ["title", "description", "examples"];
/** What may stand beside `type`. No `pattern`: an expression of somebody's could take for ever. */
const ALLOWED: Record<string, readonly string[]> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["enum", "format", "minLength", "maxLength"],
  number: ["minimum", "maximum"],
  integer: ["minimum", "maximum"],
  boolean: [],
};
const FORMATS: readonly unknown[] = ["date", "date-time", "time", "email", "uri", "uuid"];

interface Fault {
  path: (string | number)[];
  message: string;
}

/** JSON Schema of an object, as far as a model can be held to it. */
export const extractSchemaSchema = z.unknown().superRefine((value, context) => {
  const fault = findJsonFault(value);
  if (fault) return context.addIssue({ code: "custom", message: `The value ${fault}` });
  if (!isRecord(value) || value.type !== "object" || !isRecord(value.properties)) {
    const message =
      'Write a JSON Schema such as {"type": "object", "properties": {"date": {"type": "string"}}}';
    return context.addIssue({ code: "custom", message });
  }
  const found = findFault(value, [], 0);
  if (found) context.addIssue({ code: "custom", ...found });
}) as unknown as z.ZodType<JsonObject, JsonObject>;

function findFault(schema: unknown, path: (string | number)[], depth: number): Fault | null {
  if (!isRecord(schema)) return { path, message: "A schema is an object" };
  if (depth > DEPTH) return { path, message: `Schemas go at most ${DEPTH} levels deep` };
  const { type } = schema;
  if (typeof type !== "string" || !Object.hasOwn(ALLOWED, type)) {
    const message = `The type is one of ${Object.keys(ALLOWED).join(", ")}`;
    return { path: [...path, "type"], message };
  }
  const known = ["type", ...NOTES, ...(ALLOWED[type] ?? [])];
  const odd = Object.keys(schema).find((key) => !known.includes(key));
  if (odd !== undefined) {
    return { path: [...path, odd], message: `“${odd}” cannot be used here with the type ${type}` };
  }
  if (schema.format !== undefined && !FORMATS.includes(schema.format)) {
    return { path: [...path, "format"], message: `The format is one of ${FORMATS.join(", ")}` };
  }
  if (type === "array") return findFault(schema.items, [...path, "items"], depth + 1);
  return type === "object" ? findFaultInside(schema, path, depth) : null;
}

function findFaultInside(
  { properties, required, additionalProperties }: Record<string, unknown>,
  path: (string | number)[],
  depth: number,
): Fault | null {
  if (!isRecord(properties)) return { path: [...path, "properties"], message: "An object has properties" };
  const names = Object.keys(properties);
  if (names.length === 0 || names.length > PROPERTIES) {
    return { path: [...path, "properties"], message: `Name 1 to ${PROPERTIES} properties` };
  }
  const missing = Array.isArray(required) ? required.find((name) => !names.includes(name)) : undefined;
  if (missing !== undefined || (required !== undefined && !Array.isArray(required))) {
    return { path: [...path, "required"], message: "Lists names of the properties" };
  }
  // A schema in its place would be one that nobody has looked at.
  if (additionalProperties !== undefined && typeof additionalProperties !== "boolean") {
    return { path: [...path, "additionalProperties"], message: "Write true or false" };
  }
  for (const [name, property] of Object.entries(properties)) {
    const fault = findFault(property, [...path, "properties", name], depth + 1);
    if (fault) return fault;
  }
  return null;
}
