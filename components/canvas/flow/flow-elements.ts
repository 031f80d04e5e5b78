import type { Edge, Node } from "@xyflow/react";
import type { Catalogue } from "#components/canvas/state/catalogue.ts";
import { edgeId } from "#components/canvas/state/editor-store.ts";
import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";

export type CardNode = Node<{ node: JourneyNode }, "card">;
/** `named`: the outlet is one of several, so that its name tells something. */
export type WayEdge = Edge<{ edge: JourneyEdge; label: string; named: boolean }, "way">;

export interface Size {
  width: number;
  height: number;
}

export const CARD_WIDTH = 240;

export interface FlowMapper {
  nodes(
    document: JourneyDocument,
    selected: ReadonlySet<string>,
    sizes: ReadonlyMap<string, Size>,
    catalogue: Catalogue,
  ): CardNode[];
  edges(document: JourneyDocument, selected: ReadonlySet<string>, catalogue: Catalogue): WayEdge[];
}

/**
 * Derives React Flow's elements from the document. What did not change keeps its identity, so that moving
 * one card of a thousand draws one card.
 */
export function createFlowMapper(): FlowMapper {
  let cards = new Map<string, { from: unknown[]; card: CardNode }>();
  let ways = new Map<string, { from: unknown[]; way: WayEdge }>();
  return {
    nodes: (document, selected, sizes, catalogue) => {
      const next: typeof cards = new Map();
      for (const node of document.nodes) {
        const from = [node, selected.has(node.id), sizes.get(node.id), catalogue];
        const known = cards.get(node.id);
        const card = known && same(known.from, from) ? known.card : toCard(node, selected, sizes, catalogue);
        next.set(node.id, { from, card });
      }
      cards = next;
      return [...next.values()].map(({ card }) => card);
    },
    edges: (document, selected, catalogue) => {
      const byId = new Map(document.nodes.map((node) => [node.id, node]));
      const next: typeof ways = new Map();
      for (const edge of document.edges) {
        const source = byId.get(edge.from);
        if (!source || !byId.has(edge.to)) continue;
        const outlets = catalogue.outletsOf(source);
        const outlet = outlets.find((each) => each.id === edge.outlet);
        if (!outlet) continue;
        const id = edgeId(edge);
        const parts = {
          edge,
          label: outlet.label,
          named: outlets.length > 1,
          selected: selected.has(id),
          title: catalogue.titleOf(source),
        };
        const from = Object.values(parts);
        const known = ways.get(id);
        const way = known && same(known.from, from) ? known.way : toWay(parts);
        next.set(id, { from, way });
      }
      ways = next;
      return [...next.values()].map(({ way }) => way);
    },
  };
}

function toCard(
  node: JourneyNode,
  selected: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Size>,
  catalogue: Catalogue,
): CardNode {
  const size = sizes.get(node.id);
  return {
    id: node.id,
    type: "card",
    position: node.position ?? { x: 0, y: 0 },
    data: { node },
    selected: selected.has(node.id),
    ...(size ? { measured: size } : {}),
    initialWidth: CARD_WIDTH,
    initialHeight: 110,
    ariaLabel: `${catalogue.titleOf(node)}. ${catalogue.summaryOf(node)}`,
  };
}

interface WayParts {
  edge: JourneyEdge;
  label: string;
  named: boolean;
  selected: boolean;
  title: string;
}

function toWay({ edge, label, named, selected, title }: WayParts): WayEdge {
  return {
    id: edgeId(edge),
    type: "way",
    source: edge.from,
    sourceHandle: edge.outlet,
    target: edge.to,
    data: { edge, label, named },
    selected,
    ariaLabel: `${label}, from ${title}`,
  };
}

function same(one: unknown[], other: unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
