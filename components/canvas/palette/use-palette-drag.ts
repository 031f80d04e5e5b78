"use client";
import { useReactFlow } from "@xyflow/react";
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from "react";
import { edgeUnder } from "#components/canvas/flow/edge-under.ts";
import { CARD_WIDTH } from "#components/canvas/flow/flow-elements.ts";
import type { PaletteEntry } from "#components/canvas/palette/palette-entries.ts";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { edgeId } from "#components/canvas/state/editor-store.ts";
import { useAddNode } from "#components/canvas/state/use-add-node.ts";

/** Pixels that a pointer moves before a press becomes a drag. */
const THRESHOLD = 5;

export interface PaletteDrag {
  entry: PaletteEntry;
  x: number;
  y: number;
}

/** Drags an entry onto the canvas with mouse, pen or finger; Escape gives up. */
export function usePaletteDrag() {
  const [drag, setDrag] = useState<PaletteDrag | null>(null);
  const { store } = useEditorContext();
  const drop = useDrop();
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const start = useCallback(
    (entry: PaletteEntry, press: ReactPointerEvent) => {
      if (press.button !== 0) return;
      const origin = { x: press.clientX, y: press.clientY };
      let dragging = false;
      const move = (event: PointerEvent) => {
        const far = Math.hypot(event.clientX - origin.x, event.clientY - origin.y) > THRESHOLD;
        if (!dragging && !far) return;
        dragging = true;
        event.preventDefault();
        setDrag({ entry, x: event.clientX, y: event.clientY });
        const edge =
          entry.family === "trigger" ? undefined : overEdge(event, store.getState().history.present);
        store.getState().holdOver(edge ? edgeId(edge) : null);
      };
      const finish = (event: PointerEvent) => {
        stop.current();
        if (dragging) {
          suppressClick();
          drop(entry, event);
        }
      };
      const giveUp = (event: KeyboardEvent) => event.key === "Escape" && stop.current();
      const end = () => stop.current();
      stop.current = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", finish);
        window.removeEventListener("pointercancel", end);
        window.removeEventListener("keydown", giveUp);
        setDrag(null);
        store.getState().holdOver(null);
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", finish);
      window.addEventListener("pointercancel", end);
      window.addEventListener("keydown", giveUp);
    },
    [drop, store],
  );
  return { drag, start };
}

function useDrop() {
  const add = useAddNode();
  const { store } = useEditorContext();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (entry: PaletteEntry, event: PointerEvent) => {
      const over = document.elementFromPoint(event.clientX, event.clientY);
      if (!over?.closest(".react-flow")) return;
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const onEdge = overEdge(event, store.getState().history.present);
      add(entry, { position: { x: x - CARD_WIDTH / 2, y: y - 24 }, ...(onEdge ? { onEdge } : {}) });
    },
    [add, store, screenToFlowPosition],
  );
}

function overEdge(event: PointerEvent, journey: Parameters<typeof edgeUnder>[1]) {
  return edgeUnder({ x: event.clientX, y: event.clientY }, journey);
}

/** The click that ends a drag is not a click on the entry. */
function suppressClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  // Where the pointer was let go elsewhere no click follows.
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}
