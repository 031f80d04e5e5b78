import type { JourneyDocument } from "#core/journey/document.ts";

const FIRST = ["schemaVersion", "key", "name", "description", "nodes", "edges", "settings"];
const FIRST_OF_NODE = ["id", "type", "label", "description", "config", "position"];
const FIRST_OF_EDGE = ["from", "outlet", "to"];

/**
 * A document as text for a repository: one content, one text, so that a diff shows what changed and nothing else.
 * Nodes keep their order, of which the first trigger is made; edges follow their nodes.
 */
export function formatDocument(document: JourneyDocument): string {
  const place = new Map(document.nodes.map(({ id }, index) => [id, index]));
  const order = (id: string) => place.get(id) ?? Number.MAX_SAFE_INTEGER;
  const edges = [...document.edges].sort(
    (left, right) =>
      order(left.from) - order(right.from) ||
      compare(left.from, right.from) ||
      compare(left.outlet, right.outlet) ||
      compare(left.to, right.to),
  );
  const { settings } = document;
  const ordered = {
    ...document,
    nodes: document.nodes.map((node) => inOrder({ ...node, config: sorted(node.config) }, FIRST_OF_NODE)),
    edges: edges.map((edge) => inOrder(edge, FIRST_OF_EDGE)),
    ...(settings === undefined ? {} : { settings: sorted(settings) }),
  };
  return `${JSON.stringify(inOrder(ordered, FIRST), null, 2)}\n`;
}

/** Keys of the list first, the others by the alphabet. */
function inOrder(value: object, first: readonly string[]): object {
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => rank(left) - rank(right) || compare(left, right)),
  );
}

/** By the alphabet, all the way down: Postgres keeps no order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return inOrder(Object.fromEntries(Object.entries(value).map(([name, child]) => [name, sorted(child)])), []);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
