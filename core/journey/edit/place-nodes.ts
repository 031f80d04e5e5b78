import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";

const COLUMN_WIDTH = 340;
const ROW_HEIGHT = 170;

/**
 * Gives each node without a position one, in columns by its distance from a start, below what is
 * placed already. A document whose nodes all have one comes back as it is.
 */
export function placeNodes(document: JourneyDocument): JourneyDocument {
  if (document.nodes.every((node) => node.position)) return document;
  const columns = columnOf(document);
  const placed = document.nodes.flatMap((node) => (node.position ? [node.position.y] : []));
  const top = placed.length > 0 ? Math.max(...placed) + ROW_HEIGHT : 0;
  const rows = new Map<number, number>();
  const nodes = document.nodes.map((node): JourneyNode => {
    if (node.position) return node;
    const column = columns.get(node.id) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { ...node, position: { x: column * COLUMN_WIDTH, y: top + row * ROW_HEIGHT } };
  });
  return { ...document, nodes };
}

/** Breadth first from the nodes that nothing leads to; what only a loop reaches starts anew. */
function columnOf(document: JourneyDocument): Map<string, number> {
  const reached = new Set(document.edges.map((edge) => edge.to));
  const columns = new Map<string, number>();
  const starts = [...document.nodes.filter((node) => !reached.has(node.id)), ...document.nodes];
  for (const start of starts) {
    if (columns.has(start.id)) continue;
    columns.set(start.id, 0);
    const queue = [start.id];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const edge of document.edges) {
        if (edge.from !== id || columns.has(edge.to)) continue;
        columns.set(edge.to, (columns.get(id) ?? 0) + 1);
        queue.push(edge.to);
      }
    }
  }
  return columns;
}
