"use client";
import { useMemo } from "react";
import { edgeUnder } from "#components/canvas/flow/edge-under.ts";
import type { CardNode } from "#components/canvas/flow/flow-elements.ts";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { edgeId } from "#components/canvas/state/editor-store.ts";
import type { JourneyEdge } from "#core/journey/document.ts";
import { insertOnEdge } from "#core/journey/edit/add-node.ts";

/** A card that nothing leads to, dragged onto an edge, is put between the edge's ends. */
export function useInsertByDrag() {
  const { store, catalogue } = useEditorContext();
  return useMemo(() => {
    const target = (event: MouseEvent | TouchEvent, dragged: CardNode[]): JourneyEdge | undefined => {
      const [card] = dragged;
      if (!card || dragged.length > 1 || !("clientX" in event)) return undefined;
      const document = store.getState().history.present;
      const isLoose = !document.edges.some((edge) => edge.to === card.id);
      if (!isLoose || catalogue.familyOf(card.data.node) === "trigger") return undefined;
      const edge = edgeUnder({ x: event.clientX, y: event.clientY }, document);
      return edge && edge.from !== card.id ? edge : undefined;
    };
    return {
      onNodeDrag: (event: MouseEvent | TouchEvent | React.MouseEvent, _: CardNode, dragged: CardNode[]) => {
        const edge = target(nativeOf(event), dragged);
        store.getState().holdOver(edge ? edgeId(edge) : null);
      },
      onNodeDragStop: (
        event: MouseEvent | TouchEvent | React.MouseEvent,
        card: CardNode,
        dragged: CardNode[],
      ) => {
        const edge = target(nativeOf(event), dragged);
        store.getState().holdOver(null);
        if (edge) {
          const outlet = catalogue.outletsOf(card.data.node)[0]?.id;
          store.getState().gesture((document) => insertOnEdge(document, edge, card.id, outlet), "drag");
        }
        store.getState().endGesture();
      },
      onSelectionDragStop: () => store.getState().endGesture(),
    };
  }, [store, catalogue]);
}

function nativeOf(event: MouseEvent | TouchEvent | React.MouseEvent): MouseEvent | TouchEvent {
  return "nativeEvent" in event ? event.nativeEvent : event;
}
