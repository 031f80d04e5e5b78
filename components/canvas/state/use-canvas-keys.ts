"use client";
import { useEffect, useRef } from "react";
import { PALETTE_SEARCH } from "#components/canvas/palette/palette-panel.tsx";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { Commands } from "#components/canvas/state/use-commands.ts";
import { isTyping, useShortcuts } from "#components/shell/use-shortcuts.ts";

/** Keys of the canvas. None fires while someone types or a sheet is open. */
export function useCanvasKeys(commands: Commands, openPalette: () => void): void {
  const { store, readOnly } = useEditorContext();
  const addAfter = useAddAfterChosen();
  useShortcuts({
    "/": () => {
      openPalette();
      requestAnimationFrame(() => document.getElementById(PALETTE_SEARCH)?.focus());
    },
    a: () => !readOnly && addAfter(),
    f: commands.fit,
    t: () => !readOnly && void commands.tidy(),
    delete: commands.removeSelected,
    backspace: commands.removeSelected,
    escape: () => store.getState().select([]),
  });
  useModifiedKeys(commands);
  useClipboard(commands);
}

function useModifiedKeys(commands: Commands): void {
  useEffect(() => {
    const run: Record<string, () => void> = {
      z: commands.undo,
      "shift+z": commands.redo,
      y: commands.redo,
      d: commands.duplicate,
      a: commands.selectAll,
    };
    const press = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.defaultPrevented) return;
      const key = `${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
      // What is typed into the inspector is a change of the document, and is undone as one.
      const inForm = event.target instanceof Element && event.target.closest("[data-node-form]") !== null;
      const inText = isTyping(event.target) && !(inForm && ["z", "shift+z", "y"].includes(key));
      if (inText || !run[key] || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      run[key]();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [commands]);
}

function useClipboard(commands: Commands): void {
  const { store } = useEditorContext();
  const pointer = useRef<{ x: number; y: number } | undefined>(undefined);
  useEffect(() => {
    const busy = (target: EventTarget | null) =>
      isTyping(target) || document.querySelector('[role="dialog"]') !== null;
    const follow = (event: PointerEvent) => {
      const over =
        event.target instanceof Element && event.target.closest(".react-flow__pane, .react-flow__node");
      pointer.current = over ? { x: event.clientX, y: event.clientY } : undefined;
    };
    const copy = (event: ClipboardEvent) => {
      const readsText = String(window.getSelection() ?? "") !== "";
      if (busy(event.target) || readsText || store.getState().selectedNodes.size === 0) return;
      event.clipboardData?.setData("text/plain", commands.copy());
      event.preventDefault();
      if (event.type === "cut") commands.removeSelected();
    };
    const paste = (event: ClipboardEvent) => {
      if (busy(event.target)) return;
      if (commands.paste(event.clipboardData?.getData("text/plain") ?? "", pointer.current))
        event.preventDefault();
    };
    window.addEventListener("pointermove", follow, { passive: true });
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("pointermove", follow);
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", paste);
    };
  }, [commands, store]);
}

/** Opens the palette at the chosen card's first free outlet. */
function useAddAfterChosen() {
  const { store, catalogue } = useEditorContext();
  return () => {
    const { selectedNodes, history, openQuickAdd } = store.getState();
    const [id] = selectedNodes;
    const node = history.present.nodes.find((each) => each.id === id);
    const card = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect();
    if (!node?.position || !card || selectedNodes.size > 1) return;
    const used = new Set(history.present.edges.filter((edge) => edge.from === id).map((edge) => edge.outlet));
    const free = catalogue.outletsOf(node).find((outlet) => !used.has(outlet.id));
    if (!free) return;
    openQuickAdd({
      screen: { x: card.right + 8, y: card.top },
      position: { x: node.position.x + 340, y: node.position.y },
      after: { from: node.id, outlet: free.id },
    });
  };
}
