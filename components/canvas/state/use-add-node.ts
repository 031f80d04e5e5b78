"use client";
import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import { CARD_WIDTH } from "#components/canvas/flow/flow-elements.ts";
import type { PaletteEntry } from "#components/canvas/palette/palette-entries.ts";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { OutletRef } from "#components/canvas/state/editor-store.ts";
import type { JourneyEdge, JourneyNode } from "#core/journey/document.ts";
import { addNode, insertOnEdge } from "#core/journey/edit/add-node.ts";

const GAP = 100;

export interface Placement {
  /** Canvas pixels of the card's corner. */
  position: { x: number; y: number };
  after?: OutletRef;
  onEdge?: JourneyEdge;
}

/** Adds an entry of the palette: at a place, after an outlet, or between the ends of an edge. */
export function useAddNode() {
  const { store, catalogue } = useEditorContext();
  return useCallback(
    (entry: PaletteEntry, placement: Placement): string => {
      let added = "";
      store.getState().edit((document) => {
        const { type, config } = entry;
        const starts = entry.family === "trigger";
        const after = starts ? undefined : placement.after;
        const result = addNode(document, { type, config, position: round(placement.position) }, after);
        added = result.nodeId;
        if (!placement.onEdge || starts) return result.document;
        const outlet = catalogue.outletsOf({ id: added, type, config })[0]?.id;
        return insertOnEdge(result.document, placement.onEdge, added, outlet);
      });
      store.getState().select([added]);
      return added;
    },
    [store, catalogue],
  );
}

/** Where a click in the palette puts a node: after the chosen card, else in the middle of the view. */
export function usePlaceByClick() {
  const { store, catalogue } = useEditorContext();
  const { screenToFlowPosition, getNode } = useReactFlow();
  return useCallback((): Placement => {
    const { selectedNodes, history } = store.getState();
    const [only, ...others] = selectedNodes;
    const node = history.present.nodes.find((each) => each.id === only);
    if (node?.position && others.length === 0) {
      const width = getNode(node.id)?.measured?.width ?? CARD_WIDTH;
      const used = new Set(
        history.present.edges.filter((edge) => edge.from === node.id).map((edge) => edge.outlet),
      );
      const free = catalogue.outletsOf(node).find((outlet) => !used.has(outlet.id));
      const position = freePlace(history.present.nodes, {
        x: node.position.x + width + GAP,
        y: node.position.y,
      });
      return free ? { position, after: { from: node.id, outlet: free.id } } : { position };
    }
    const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
    const middle = pane
      ? { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 }
      : { x: window.innerWidth / 2, y: window.innerHeight / 2 };
    const { x, y } = screenToFlowPosition(middle);
    return { position: freePlace(history.present.nodes, { x: x - CARD_WIDTH / 2, y: y - 50 }) };
  }, [store, catalogue, screenToFlowPosition, getNode]);
}

/** Moves down until no other card's corner is close. */
function freePlace(nodes: readonly JourneyNode[], start: { x: number; y: number }) {
  let { x, y } = start;
  const taken = () =>
    nodes.some(
      ({ position }) => position && Math.abs(position.x - x) < CARD_WIDTH && Math.abs(position.y - y) < 150,
    );
  while (taken()) y += 170;
  return { x, y };
}

function round({ x, y }: { x: number; y: number }) {
  return { x: Math.round(x), y: Math.round(y) };
}
