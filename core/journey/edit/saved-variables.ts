import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";

/** Names under `vars` that some way to a node can have saved before it, in document order. */
export function savedBefore(
  document: JourneyDocument,
  nodeId: string,
  savedBy: (node: JourneyNode) => string[],
): string[] {
  const before = new Set<string>();
  const queue = [nodeId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const edge of document.edges) {
      if (edge.to !== id || before.has(edge.from)) continue;
      before.add(edge.from);
      queue.push(edge.from);
    }
  }
  const names = document.nodes.filter((node) => before.has(node.id)).flatMap(savedBy);
  return [...new Set(names)];
}
