import type { Size } from "#components/canvas/flow/flow-elements.ts";
import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";
import { moveNodes } from "#core/journey/edit/change-node.ts";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "110",
  "elk.spacing.nodeNode": "48",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.separateConnectedComponents": "true",
  "elk.spacing.componentComponent": "80",
};

/** Lays the whole journey out from left to right. The layouter is loaded when first needed. */
export async function tidyDocument(
  document: JourneyDocument,
  sizeOf: (id: string) => Size,
  outletsOf: (node: JourneyNode) => string[],
): Promise<JourneyDocument> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const ids = new Set(document.nodes.map((node) => node.id));
  const port = (node: string, outlet: string) => `${node}\n${outlet}`;
  const graph = await new Elk().layout({
    id: "journey",
    layoutOptions: OPTIONS,
    children: document.nodes.map((node) => ({
      id: node.id,
      ...sizeOf(node.id),
      // Outlets keep their order from top to bottom, so that ways cross less.
      layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
      ports: outletsOf(node).map((outlet, index) => ({
        id: port(node.id, outlet),
        layoutOptions: { "elk.port.side": "EAST", "elk.port.index": String(index) },
      })),
    })),
    edges: document.edges.flatMap((edge) => {
      const source = document.nodes.find((node) => node.id === edge.from);
      if (!source || !ids.has(edge.to) || !outletsOf(source).includes(edge.outlet)) return [];
      return [
        { id: `${edge.from} ${edge.outlet}`, sources: [port(edge.from, edge.outlet)], targets: [edge.to] },
      ];
    }),
  });
  const places = new Map((graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }] as const));
  return moveNodes(document, places);
}
