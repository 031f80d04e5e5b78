import type { Json } from "#core/json.ts";

/** What a customer's answer was understood as, or why it does not fit. */
export type Answer = { ok: true; value: Json } | { ok: false; why: string };

export function accept(value: Json): Answer {
  return { ok: true, value };
}

export function refuse(why: string): Answer {
  return { ok: false, why };
}
