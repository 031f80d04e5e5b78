import { suggestName } from "#core/did-you-mean.ts";
import type { Graph } from "#core/journey/compile/graph.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import type { JourneyEdge } from "#core/journey/document.ts";

/** How the nodes hang together: by node id, the target of each connected outlet; and as a graph. */
export interface Connections {
  targets: Map<string, Map<string, string>>;
  graph: Graph;
  indexOf: Map<string, number>;
}

/** Follows every edge that leads from an outlet to a node, and tells of those that do not. */
export function connect(
  nodes: ReadonlyMap<string, ReadNode>,
  edges: readonly JourneyEdge[],
  list: ProblemList,
): Connections {
  const targets = new Map<string, Map<string, string>>();
  const indexOf = new Map([...nodes.keys()].map((id, index) => [id, index]));
  const next: number[][] = Array.from(nodes, () => []);
  for (const [index, edge] of edges.entries()) {
    if (!checkEdge(nodes, edge, index, list)) continue;
    const outlets = targets.get(edge.from) ?? new Map<string, string>();
    targets.set(edge.from, outlets);
    if (outlets.has(edge.outlet)) {
      const message = `The way out “${edge.outlet}” leads to several nodes`;
      list.add({ code: "outlet_used_twice", nodeId: edge.from, path: `edges.${index}`, message });
      continue;
    }
    outlets.set(edge.outlet, edge.to);
    next[indexOf.get(edge.from) ?? 0]?.push(indexOf.get(edge.to) ?? 0);
  }
  return { targets, graph: { size: nodes.size, next }, indexOf };
}

function checkEdge(
  nodes: ReadonlyMap<string, ReadNode>,
  { from, outlet, to }: JourneyEdge,
  index: number,
  list: ProblemList,
): boolean {
  const path = `edges.${index}`;
  const source = nodes.get(from);
  const target = nodes.get(to);
  if (!source || !target) {
    const missing = source ? to : from;
    const hint = list.isFull ? undefined : suggestName(missing, [...nodes.keys()]);
    list.add({
      code: "dangling_edge",
      ...(source ? { nodeId: from } : target ? { nodeId: to } : {}),
      path,
      message: `A connection ${source ? "leads to" : "comes from"} “${missing}”, which does not exist`,
      ...(hint ? { hint } : {}),
    });
    return false;
  }
  if (target.definition?.family === "trigger") {
    const message = "A connection leads into a trigger, which begins a journey and has no way in";
    list.add({ code: "dangling_edge", nodeId: from, path, message });
    return false;
  }
  // Of an unknown type the ways out are unknown too, and the type is told already.
  if (!source.definition || source.outlets.some(({ id }) => id === outlet)) return true;
  const ids = source.outlets.map(({ id }) => id);
  const hint = suggestName(outlet, ids);
  const message = `The node has no way out named “${outlet}”`;
  list.add({ code: "unknown_outlet", nodeId: from, path, message, ...(hint ? { hint } : {}) });
  return false;
}
