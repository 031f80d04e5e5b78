"use client";
import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { CARD_WIDTH } from "#components/canvas/flow/flow-elements.ts";
import { useFrame } from "#components/canvas/flow/use-frame.ts";
import { readClip, writeClip } from "#components/canvas/state/clip.ts";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { edgeId } from "#components/canvas/state/editor-store.ts";
import { toastFailed } from "#components/ui/toast.tsx";
import type { JourneyNode } from "#core/journey/document.ts";
import { disconnectOutlet } from "#core/journey/edit/connect-nodes.ts";
import { copyNodes, pasteNodes } from "#core/journey/edit/copy-nodes.ts";
import { removeNodes } from "#core/journey/edit/remove-nodes.ts";

const OFFSET = { x: 40, y: 40 };

/** What keys, buttons and menus do to the journey. */
export function useCommands() {
  const { store, catalogue, readOnly } = useEditorContext();
  const { getNode, fitView, screenToFlowPosition } = useReactFlow();
  const frame = useFrame();
  return useMemo(() => {
    const state = () => store.getState();
    const outletIds = (node: JourneyNode) => catalogue.outletsOf(node).map((outlet) => outlet.id);
    const remove = (nodes: ReadonlySet<string>, edges: ReadonlySet<string> = new Set()) =>
      state().edit((document) => {
        const ways = document.edges.filter((edge) => edges.has(edgeId(edge)));
        const cut = ways.reduce((next, edge) => disconnectOutlet(next, edge), document);
        return removeNodes(cut, nodes, outletIds);
      });
    const duplicate = () => {
      let ids: string[] = [];
      state().edit((document) => {
        const pasted = pasteNodes(document, copyNodes(document, state().selectedNodes), OFFSET);
        ids = pasted.nodeIds;
        return pasted.nodeIds.length > 0 ? pasted.document : document;
      });
      if (ids.length > 0) state().select(ids);
    };
    const paste = (text: string, at?: { x: number; y: number }): boolean => {
      const clip = readClip(text);
      if (!clip || readOnly) return false;
      let ids: string[] = [];
      state().edit((document) => {
        const pasted = pasteNodes(
          document,
          clip,
          at ? offsetTo(clip.nodes, screenToFlowPosition(at)) : OFFSET,
        );
        ids = pasted.nodeIds;
        return pasted.document;
      });
      state().select(ids);
      return true;
    };
    const tidy = async () => {
      const before = state().history.present;
      try {
        const { tidyDocument } = await import("#components/canvas/flow/tidy.ts");
        const sizeOf = (id: string) => ({
          width: getNode(id)?.measured?.width ?? CARD_WIDTH,
          height: getNode(id)?.measured?.height ?? 120,
        });
        const tidied = await tidyDocument(before, sizeOf, outletIds);
        // Whoever went on drawing meanwhile keeps what they drew.
        if (state().history.present !== before) return;
        state().edit(() => tidied);
        requestAnimationFrame(() => frame(180));
      } catch {
        toastFailed("The journey was not laid out", "The layouter could not be loaded.", () => void tidy());
      }
    };
    return {
      remove,
      removeSelected: () => !readOnly && remove(state().selectedNodes, state().selectedEdges),
      duplicate: () => !readOnly && duplicate(),
      copy: () => writeClip(copyNodes(state().history.present, state().selectedNodes)),
      paste,
      selectAll: () => state().select(state().history.present.nodes.map((node) => node.id)),
      undo: () => !readOnly && state().undo(),
      redo: () => !readOnly && state().redo(),
      tidy,
      fit: () => void fitView({ maxZoom: 1, padding: 0.2, duration: 180 }),
      /** Brings a node into view; what is in view already stays where it is. */
      reveal: (nodeId: string) =>
        void fitView({ nodes: [{ id: nodeId }], maxZoom: 1, minZoom: 0.6, duration: 180 }),
    };
  }, [store, catalogue, readOnly, getNode, fitView, frame, screenToFlowPosition]);
}

export type Commands = ReturnType<typeof useCommands>;

/** Moves a clip so that its middle comes to a point of the canvas. */
function offsetTo(nodes: readonly JourneyNode[], point: { x: number; y: number }) {
  const xs = nodes.map((node) => node.position?.x ?? 0);
  const ys = nodes.map((node) => node.position?.y ?? 0);
  const x = (Math.min(...xs) + Math.max(...xs) + CARD_WIDTH) / 2;
  const y = (Math.min(...ys) + Math.max(...ys) + 100) / 2;
  return { x: Math.round(point.x - x), y: Math.round(point.y - y) };
}
