import type { Json, JsonObject } from "#core/json.ts";

/** The value at a dotted path ("cases.0.when"), or undefined. */
export function getAt(root: Json | undefined, path: string): Json | undefined {
  if (path === "") return root;
  let value: Json | undefined = root;
  for (const part of path.split(".")) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (value !== null && typeof value === "object") value = value[part];
    else return undefined;
  }
  return value;
}

/** A copy with another value at a dotted path; `undefined` takes the entry out of its object or list. */
export function setAt(root: JsonObject, path: string, value: Json | undefined): JsonObject {
  return set(root, path.split("."), value) as JsonObject;
}

function set(container: Json | undefined, [part, ...rest]: string[], value: Json | undefined): Json {
  if (part === undefined) return value ?? null;
  if (Array.isArray(container)) {
    const index = Number(part);
    const last = rest.length === 0;
    if (last && value === undefined) return container.filter((_, position) => position !== index);
    const copy = [...container];
    copy[index] = last ? (value ?? null) : set(container[index], rest, value);
    return copy;
  }
  const record: JsonObject = container !== null && typeof container === "object" ? container : {};
  if (rest.length > 0) return { ...record, [part]: set(record[part], rest, value) };
  const { [part]: _, ...others } = record;
  return value === undefined ? others : { ...record, [part]: value };
}
