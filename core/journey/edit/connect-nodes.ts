import type { JourneyDocument, JourneyEdge } from "#core/journey/document.ts";

/** An outlet leads to one node: connecting it again moves the edge. Returns the same document if nothing changed. */
export function connectNodes(document: JourneyDocument, edge: JourneyEdge): JourneyDocument {
  const present = document.edges.find((other) => sameOutlet(other, edge));
  if (present?.to === edge.to) return document;
  return { ...document, edges: [...document.edges.filter((other) => !sameOutlet(other, edge)), edge] };
}

export function disconnectOutlet(
  document: JourneyDocument,
  outlet: Pick<JourneyEdge, "from" | "outlet">,
): JourneyDocument {
  const edges = document.edges.filter((edge) => !sameOutlet(edge, outlet));
  return edges.length === document.edges.length ? document : { ...document, edges };
}

export function sameOutlet(
  one: Pick<JourneyEdge, "from" | "outlet">,
  other: Pick<JourneyEdge, "from" | "outlet">,
): boolean {
  return one.from === other.from && one.outlet === other.outlet;
}
