import { useCallback, useMemo, useRef, useState } from "react";
import type { Conversation } from "#core/api/conversations.ts";

/** Which conversations of a list are chosen, for doing one thing to all of them. */
export function useSelection(rows: readonly Conversation[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  /** Chooses or leaves one; with `range`, all from the last one touched to this one. */
  const toggle = useCallback((id: string, range = false) => {
    setChosen((before) => {
      const next = new Set(before);
      const between = range && anchor.current ? idsBetween(latest.current, anchor.current, id) : [];
      if (between.length > 0) for (const each of between) next.add(each);
      else if (!next.delete(id)) next.add(id);
      anchor.current = id;
      return next;
    });
  }, []);
  const clear = useCallback(() => setChosen(new Set()), []);
  const all = useCallback(() => setChosen(new Set(latest.current.map((row) => row.id))), []);

  // Those that have left the list are no longer meant.
  const ids = useMemo(
    () => (chosen.size === 0 ? [] : rows.filter((row) => chosen.has(row.id)).map((row) => row.id)),
    [chosen, rows],
  );
  return { chosen, ids, toggle, clear, all };
}

function idsBetween(rows: readonly Conversation[], one: string, other: string): string[] {
  const from = rows.findIndex((row) => row.id === one);
  const to = rows.findIndex((row) => row.id === other);
  if (from === -1 || to === -1) return [];
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
}
