"use client";
import { useEffect, useMemo } from "react";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import type { Reference } from "#core/api/studio.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

/** Rest in typing (ms) before the journey is checked again. */
const REST = 150;

/** Compiles the journey as it is drawn, with the compiler that publishing uses; loaded when first needed. */
export function useProblems(): void {
  const { store, catalogue } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const { data } = useReferences();
  const references = useMemo(() => data && keysByKind(data), [data]);
  useEffect(() => {
    let outdated = false;
    const timer = setTimeout(async () => {
      const { compile } = await import("#core/journey/compile.ts");
      if (outdated) return;
      const { problems } = compile(document, {
        definitions: nodeDefinitions,
        customActivities: catalogue.activities,
        ...(references ? { references } : {}),
      });
      store.getState().setProblems(problems);
    }, REST);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [document, references, catalogue, store]);
}

function keysByKind(references: Record<string, Reference[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(references).map(([kind, known]) => [kind, known.map((each) => each.key)]),
  );
}
