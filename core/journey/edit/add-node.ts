import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";
import { connectNodes, sameOutlet } from "#core/journey/edit/connect-nodes.ts";
import { freeNodeId, nodeIds } from "#core/journey/edit/node-id.ts";

export interface NewNode {
  type: string;
  config: JourneyNode["config"];
  position: { x: number; y: number };
  label?: string;
}

export interface AddedNode {
  document: JourneyDocument;
  nodeId: string;
}

/** Puts a node on the canvas; with `after`, connected from that outlet (which then leads only here). */
export function addNode(
  document: JourneyDocument,
  node: NewNode,
  after?: Pick<JourneyEdge, "from" | "outlet">,
): AddedNode {
  const id = freeNodeId(node.type, nodeIds(document));
  const withNode = { ...document, nodes: [...document.nodes, { id, ...node }] };
  return {
    nodeId: id,
    document: after ? connectNodes(withNode, { ...after, to: id }) : withNode,
  };
}

/**
 * Puts a node that is already drawn between the two ends of an edge. `outlet` is the node's own way
 * on; a node without one ends the path there. A way on that is already drawn stays as it is.
 */
export function insertOnEdge(
  document: JourneyDocument,
  edge: JourneyEdge,
  nodeId: string,
  outlet: string | undefined,
): JourneyDocument {
  if (edge.from === nodeId || edge.to === nodeId) return document;
  const joined = connectNodes(document, { ...edge, to: nodeId });
  if (outlet === undefined) return joined;
  const onward = { from: nodeId, outlet, to: edge.to };
  return joined.edges.some((other) => sameOutlet(other, onward)) ? joined : connectNodes(joined, onward);
}
