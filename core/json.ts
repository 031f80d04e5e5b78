/** Plain data: what a run's state, an event's data and a variable may hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** Whether a value is an object with fields: no list, and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field of data that may be anything. */
export function valueIn(data: Json | undefined, name: string): Json | undefined {
  return isRecord(data) ? data[name] : undefined;
}
