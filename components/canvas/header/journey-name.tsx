"use client";
import { useEffect, useState } from "react";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";

/** The journey's name, changed where it stands. Emptied, it comes back. */
export function JourneyName() {
  const { store, readOnly } = useEditorContext();
  const name = useEditor((state) => state.history.present.name);
  const [draft, setDraft] = useState(name);
  useEffect(() => setDraft(name), [name]);
  const change = (text: string) => {
    setDraft(text);
    if (text.trim() !== "") store.getState().edit((document) => ({ ...document, name: text }), "name");
  };
  if (readOnly) return <h1 className="truncate font-semibold text-base">{name}</h1>;
  return (
    <h1 className="min-w-0 max-w-80 flex-initial">
      <span className="sr-only">{name}</span>
      <input
        aria-label="Name of the journey"
        value={draft}
        maxLength={200}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          setDraft(store.getState().history.present.name);
          store.getState().endGesture();
        }}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        className="field-sizing-content h-8 w-full min-w-24 truncate rounded-md border border-transparent bg-transparent px-1.5 font-semibold text-base hover:border-line-strong"
      />
    </h1>
  );
}
