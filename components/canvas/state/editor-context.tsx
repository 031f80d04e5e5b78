"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { Catalogue } from "#components/canvas/state/catalogue.ts";
import type { EditorState, EditorStore } from "#components/canvas/state/editor-store.ts";

interface EditorContext {
  store: EditorStore;
  catalogue: Catalogue;
  /** The viewer may not change the journey. */
  readOnly: boolean;
}

const Context = createContext<EditorContext | null>(null);

export function EditorProvider(props: EditorContext & { children: ReactNode }) {
  const { store, catalogue, readOnly, children } = props;
  const value = useMemo(() => ({ store, catalogue, readOnly }), [store, catalogue, readOnly]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useEditorContext(): EditorContext {
  const value = useContext(Context);
  if (!value) throw new Error("The editor's parts stand inside an EditorProvider.");
  return value;
}

/** A part of the editor's state; draws again when it changes. */
export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  return useStore(useEditorContext().store, select);
}
