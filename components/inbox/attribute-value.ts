import type { Json } from "#core/json.ts";

/** A value as it is shown and written: text as it is, all else as JSON. */
export function attributeText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

/** What was written, of the kind that the value had before where it can be: conditions tell 5 from "5". */
export function attributeValue(text: string, before: Json | undefined): Json {
  const written = text.trim();
  if (typeof before === "number" && written !== "" && Number.isFinite(Number(written)))
    return Number(written);
  if (typeof before === "boolean" && (written === "true" || written === "false")) return written === "true";
  if (typeof before === "object" && before !== null) return parsed(written);
  return written;
}

function parsed(written: string): Json {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
