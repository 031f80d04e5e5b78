import { canonicalJson } from "#core/canonical-json.ts";
import type { Plan } from "#core/journey/plan.ts";
import { sha256 } from "#core/sha256.ts";

/**
 * The hash of what a plan does: SHA-256, hexadecimal. Layout is not in a plan, and labels are left out
 * because they change nothing but the timeline's words.
 */
export function planHash(plan: Plan): string {
  const nodes = Object.entries(plan.nodes).map(([id, { type, config, outlets }]) => [
    id,
    { type, config, outlets },
  ]);
  const content = { ...plan, nodes: Object.fromEntries(nodes), triggers: [...plan.triggers].sort() };
  return sha256(canonicalJson(content));
}
