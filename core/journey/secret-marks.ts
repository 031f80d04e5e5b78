import type { Json } from "#core/json.ts";
import { sha256 } from "#core/sha256.ts";

/** `{{ secrets.key }}`, and nothing else of Liquid: a secret is put in as it is, or not at all. */
const PLACE = /\{\{-?\s*secrets\.([a-z][a-z0-9_]{0,62})\s*-?\}\}/g;

/** What one visit's marks are made with. Nobody outside knows the run's id, so no text from there can hold one. */
export function markOf(runId: string, visit: number): string {
  return sha256(`secret:${runId}:${visit}`).slice(0, 32);
}

/** Puts marks where a template asks for secrets, before it is rendered. */
export function markSecrets(template: string, mark: string): string {
  return template.replace(PLACE, (_, key: string) => `[${mark}:${key}]`);
}

/** Puts the secrets where their marks stand, in every text of a value. */
export function fillSecrets<Value extends Json>(
  value: Value,
  mark: string,
  secrets: ReadonlyMap<string, string>,
): Value {
  return fill(value, new RegExp(`\\[${mark}:([a-z][a-z0-9_]{0,62})\\]`, "g"), secrets) as Value;
}

function fill(value: Json, place: RegExp, secrets: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") return value.replace(place, (_, key: string) => secrets.get(key) ?? "");
  if (Array.isArray(value)) return value.map((item) => fill(item, place, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, place, secrets)]));
}

/** Keys of the secrets that a template asks for. */
export function secretsIn(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, key]) => key as string);
}

/** A template without its places for secrets: what is left is Liquid like any other. */
export function withoutSecrets(template: string): string {
  return template.replace(PLACE, "");
}
