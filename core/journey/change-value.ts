import type { Json } from "#core/json.ts";

export type UpdateOperation = "set" | "unset" | "add" | "remove" | "increment";

/**
 * The value after one operation. `add` and `remove` treat it as a list, `increment` as a number (missing
 * counts as nothing and zero); a value of another type is replaced.
 */
export function changeValue(before: Json | undefined, op: UpdateOperation, value: Json | undefined): Json {
  switch (op) {
    case "set":
      return value ?? null;
    case "unset":
      return null;
    case "add": {
      const added = asList(value).filter((item) => !includes(asList(before), item));
      return [...asList(before), ...added];
    }
    case "remove":
      return asList(before).filter((item) => !includes(asList(value), item));
    case "increment":
      return (typeof before === "number" ? before : 0) + toNumber(value);
  }
}

function asList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function includes(list: Json[], item: Json): boolean {
  const text = JSON.stringify(item);
  return list.some((member) => JSON.stringify(member) === text);
}

/** Liquid makes texts of numbers, so a text that is one counts; absent means one. */
function toNumber(value: Json | undefined): number {
  if (value === undefined || value === null) return 1;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : 0;
}
