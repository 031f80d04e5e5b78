import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";
import { freeNodeId, nodeIds } from "#core/journey/edit/node-id.ts";

/** Part of a journey on the clipboard: the nodes and the edges among them. */
export interface Clip {
  nodes: JourneyNode[];
  edges: JourneyEdge[];
}

export function copyNodes(document: JourneyDocument, ids: ReadonlySet<string>): Clip {
  return {
    nodes: document.nodes.filter((node) => ids.has(node.id)),
    edges: document.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)),
  };
}

/** Adds a copy under fresh ids, moved by `offset` (canvas pixels), with its inner edges. */
export function pasteNodes(
  document: JourneyDocument,
  clip: Clip,
  offset: { x: number; y: number },
): { document: JourneyDocument; nodeIds: string[] } {
  const taken = nodeIds(document);
  const renamed = new Map<string, string>();
  const nodes = clip.nodes.map((node) => {
    const id = freeNodeId(node.type, taken);
    taken.add(id);
    renamed.set(node.id, id);
    const { x, y } = node.position ?? { x: 0, y: 0 };
    return { ...node, id, position: { x: x + offset.x, y: y + offset.y } };
  });
  const edges = clip.edges.flatMap((edge) => {
    const from = renamed.get(edge.from);
    const to = renamed.get(edge.to);
    return from && to ? [{ ...edge, from, to }] : [];
  });
  return {
    document: { ...document, nodes: [...document.nodes, ...nodes], edges: [...document.edges, ...edges] },
    nodeIds: nodes.map((node) => node.id),
  };
}
