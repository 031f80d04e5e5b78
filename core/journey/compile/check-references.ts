import { suggestName } from "#core/did-you-mean.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import type { ReferenceKind } from "#core/journey/node-definition.ts";

/** Known keys by kind. A kind that is absent is not checked. */
export type References = Partial<Record<ReferenceKind, ReadonlySet<string> | readonly string[]>>;

const KINDS: Record<ReferenceKind, string> = {
  channelAccount: "channel account",
  template: "template",
  team: "team",
  agent: "agent",
  routingRules: "routing rules",
  skill: "skill",
  tier: "tier",
  intent: "intent",
  businessHours: "business hours",
  slaPolicy: "SLA policy",
  attachment: "attachment",
  audience: "audience",
  form: "form",
  connection: "connection",
  journey: "journey",
  secret: "secret",
  customActivity: "custom activity",
};

/** Checks that everything a config names by key exists in the workspace. */
export function checkReferences(
  nodes: ReadonlyMap<string, ReadNode>,
  references: References,
  list: ProblemList,
): void {
  const known = new Map(
    Object.entries(references).map(([kind, keys]) => [kind as ReferenceKind, new Set(keys)]),
  );
  for (const { node, definition, config } of nodes.values()) {
    if (!config || list.isFull) continue;
    for (const { path, kind, key } of definition?.references?.(config) ?? []) {
      const keys = known.get(kind);
      if (!keys || keys.has(key)) continue;
      const hint = suggestName(key, [...keys]);
      const message = `This workspace has no ${KINDS[kind]} “${key}”`;
      list.add({ code: "unknown_reference", nodeId: node.id, path, message, ...(hint ? { hint } : {}) });
    }
  }
}
