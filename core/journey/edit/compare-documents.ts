import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";

export interface DocumentChanges {
  added: JourneyNode[];
  removed: JourneyNode[];
  /** Nodes whose config, label or type differs; moving a card on the canvas is not a change. */
  changed: JourneyNode[];
  /** Nodes that lead elsewhere than before, and are not in the other lists. */
  rewired: JourneyNode[];
  settings: boolean;
}

/** What publishing `after` would change for people compared with `before`. */
export function compareDocuments(before: JourneyDocument | null, after: JourneyDocument): DocumentChanges {
  const old = new Map((before?.nodes ?? []).map((node) => [node.id, node]));
  const fresh = new Map(after.nodes.map((node) => [node.id, node]));
  const changed = after.nodes.filter((node) => {
    const previous = old.get(node.id);
    return previous !== undefined && content(previous) !== content(node);
  });
  const rewired = after.nodes.filter((node) => {
    if (!before || !old.has(node.id) || changed.includes(node)) return false;
    return waysOut(before, node.id) !== waysOut(after, node.id);
  });
  return {
    added: after.nodes.filter((node) => !old.has(node.id)),
    removed: (before?.nodes ?? []).filter((node) => !fresh.has(node.id)),
    changed,
    rewired,
    settings: before !== null && stable(before.settings ?? {}) !== stable(after.settings ?? {}),
  };
}

export function hasChanges(changes: DocumentChanges): boolean {
  const { added, removed, changed, rewired, settings } = changes;
  return settings || added.length + removed.length + changed.length + rewired.length > 0;
}

function content(node: JourneyNode): string {
  return stable([node.type, node.label ?? "", node.config]);
}

function waysOut(document: JourneyDocument, nodeId: string): string {
  const ways = document.edges.filter((edge) => edge.from === nodeId);
  return ways
    .map((edge) => `${edge.outlet}→${edge.to}`)
    .sort()
    .join("\n");
}

/** JSON with sorted keys, so that two equal values read alike whatever order they were written in. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
