"use client";
import { useEffect, useMemo, useRef } from "react";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import type { ApiProblem } from "#core/api/problem-details.ts";
import type { Reference } from "#core/api/studio.ts";
import type { Problem } from "#core/journey/problem.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

/** Rest in typing (ms) before the journey is checked again. */
const REST = 150;

/**
 * Compiles the journey as it is drawn, with the compiler that publishing uses. What the server found in the
 * draft stands until the first change, so that opening a journey need not load the compiler.
 */
export function useProblems(found: readonly ApiProblem[]): void {
  const { store, catalogue } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const { data } = useReferences();
  const references = useMemo(() => data && keysByKind(data), [data]);
  const opened = useRef({ document, found });
  useEffect(() => {
    if (document === opened.current.document) {
      // The API and the compiler speak of the same problems; the API's type leaves room for codes to come.
      return store.getState().setProblems(opened.current.found as readonly Problem[]);
    }
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
