import { suggestName } from "#core/did-you-mean.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import { REFERENCE_NOUNS, type ReferenceKind } from "#core/journey/reference-kinds.ts";

/** Known keys by kind. A kind that is absent is not checked. */
export type References = Partial<Record<ReferenceKind, ReadonlySet<string> | readonly string[]>>;

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
      const message = `This workspace has no ${REFERENCE_NOUNS[kind]} “${key}”`;
      list.add({ code: "unknown_reference", nodeId: node.id, path, message, ...(hint ? { hint } : {}) });
    }
  }
}
