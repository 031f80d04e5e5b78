"use client";
import { useEffect } from "react";

/**
 * Asks before the page is closed while something is not saved, and with a question also before it is left by a link.
 * What saves itself on the way out needs no question.
 */
export function useWarnBeforeLeaving(unsaved: boolean, question?: string): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: MouseEvent) => {
      if (question === undefined) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!link || link.getAttribute("target") === "_blank" || event.metaKey || event.ctrlKey) return;
      if (link.getAttribute("href")?.startsWith("#") || window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", ask, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", ask, { capture: true });
    };
  }, [unsaved, question]);
}
