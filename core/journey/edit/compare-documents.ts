import { diffJourneys } from "#core/journey/diff.ts";
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

/** What publishing `after` would change for people compared with `before`, node by node. */
export function compareDocuments(before: JourneyDocument | null, after: JourneyDocument): DocumentChanges {
  if (!before) return { added: after.nodes, removed: [], changed: [], rewired: [], settings: false };
  const { values, nodes, edges } = diffJourneys(before, after);
  const changed = nodes.changed
    .filter((change) => change.values.some(({ path }) => path !== "description"))
    .map((change) => change.after);
  const led = new Set([...edges.added, ...edges.removed].map(({ from }) => from));
  for (const { after: edge } of edges.led) led.add(edge.from);
  const told = new Set([...nodes.added, ...changed].map(({ id }) => id));
  return {
    added: nodes.added,
    removed: nodes.removed,
    changed,
    rewired: after.nodes.filter(({ id }) => led.has(id) && !told.has(id)),
    settings: values.some(({ path }) => path.startsWith("settings.")),
  };
}

export function hasChanges(changes: DocumentChanges): boolean {
  const { added, removed, changed, rewired, settings } = changes;
  return settings || added.length + removed.length + changed.length + rewired.length > 0;
}
