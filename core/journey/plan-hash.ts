import { canonicalJson } from "#core/canonical-json.ts";
import type { Plan } from "#core/journey/plan.ts";
import { sha256 } from "#core/sha256.ts";

/**
 * The hash by which a plan is stored and fetched: SHA-256 of its canonical JSON, hexadecimal. A plan has no
 * layout, so moving nodes about changes nothing.
 */
export function planHash(plan: Plan): string {
  return sha256(canonicalJson(plan));
}
