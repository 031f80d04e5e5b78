import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";

type Point = { x: number; y: number };

/** Moves nodes to new places; what does not move keeps its identity, the document included. */
export function moveNodes(document: JourneyDocument, places: ReadonlyMap<string, Point>): JourneyDocument {
  const nodes = document.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place) return node;
    const position = { x: Math.round(place.x), y: Math.round(place.y) };
    const same = node.position?.x === position.x && node.position.y === position.y;
    return same ? node : { ...node, position };
  });
  const moved = nodes.some((node, index) => node !== document.nodes[index]);
  return moved ? { ...document, nodes } : document;
}

/** An empty label takes the author's name away again. */
export function renameNode(document: JourneyDocument, nodeId: string, label: string): JourneyDocument {
  return replaceNode(document, nodeId, ({ label: _, ...node }) => (label.trim() ? { ...node, label } : node));
}

/**
 * Replaces a node's config. Where the outlets change with it, edges follow: a renamed outlet keeps
 * its edge, a removed one loses it.
 */
export function configureNode(
  document: JourneyDocument,
  nodeId: string,
  config: JourneyNode["config"],
  outletsOf: (node: JourneyNode) => string[],
): JourneyDocument {
  const before = document.nodes.find((node) => node.id === nodeId);
  if (!before) return document;
  const after = { ...before, config };
  const moved = replaceNode(document, nodeId, () => after);
  return { ...moved, edges: followOutlets(document.edges, nodeId, outletsOf(before), outletsOf(after)) };
}

function followOutlets(
  edges: JourneyEdge[],
  nodeId: string,
  before: string[],
  after: string[],
): JourneyEdge[] {
  if (before.join("\n") === after.join("\n")) return edges;
  const gone = before.filter((outlet) => !after.includes(outlet));
  const fresh = after.filter((outlet) => !before.includes(outlet));
  // Typing a new name changes one outlet in place; anything else is an outlet more or fewer.
  const renamed = gone.length === 1 && fresh.length === 1 ? fresh[0] : undefined;
  return edges.flatMap((edge) => {
    if (edge.from !== nodeId || !gone.includes(edge.outlet)) return [edge];
    return renamed === undefined ? [] : [{ ...edge, outlet: renamed }];
  });
}

function replaceNode(
  document: JourneyDocument,
  nodeId: string,
  change: (node: JourneyNode) => JourneyNode,
): JourneyDocument {
  return { ...document, nodes: document.nodes.map((node) => (node.id === nodeId ? change(node) : node)) };
}
