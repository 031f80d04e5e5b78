import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";

/**
 * Removes nodes and joins what led to them with what came after, along each removed node's first
 * connected outlet, so that taking a step out does not tear the path. Never joins a node to itself.
 */
export function removeNodes(
  document: JourneyDocument,
  removed: ReadonlySet<string>,
  outletsOf: (node: JourneyNode) => string[],
): JourneyDocument {
  if (!document.nodes.some((node) => removed.has(node.id))) return document;
  const onward = new Map<string, string>();
  for (const node of document.nodes) {
    if (!removed.has(node.id)) continue;
    const next = mainTarget(document.edges, node, outletsOf(node));
    if (next !== undefined) onward.set(node.id, next);
  }
  const edges: JourneyEdge[] = [];
  for (const edge of document.edges) {
    if (removed.has(edge.from)) continue;
    const to = survivor(edge.to, removed, onward);
    if (to === edge.to) edges.push(edge);
    else if (to !== undefined && to !== edge.from) edges.push({ ...edge, to });
  }
  return { ...document, nodes: document.nodes.filter((node) => !removed.has(node.id)), edges };
}

function mainTarget(edges: readonly JourneyEdge[], node: JourneyNode, outlets: string[]): string | undefined {
  for (const outlet of outlets) {
    const edge = edges.find((candidate) => candidate.from === node.id && candidate.outlet === outlet);
    if (edge) return edge.to;
  }
  return undefined;
}

function survivor(
  start: string,
  removed: ReadonlySet<string>,
  onward: ReadonlyMap<string, string>,
): string | undefined {
  const seen = new Set<string>();
  let id: string | undefined = start;
  while (id !== undefined && removed.has(id)) {
    if (seen.has(id)) return undefined;
    seen.add(id);
    id = onward.get(id);
  }
  return id;
}
