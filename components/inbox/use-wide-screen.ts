import { useSyncExternalStore } from "react";

/** Room for list, thread and context side by side. */
const WIDE = "(min-width: 1200px)";

/** Whether the window is wide; false on the server. */
export function useWideScreen(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}
