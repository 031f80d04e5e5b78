/** Steps back and forward over immutable documents, which share what did not change: unlimited is cheap. */
export interface History<Document> {
  past: readonly Document[];
  present: Document;
  future: readonly Document[];
  /** The gesture that the newest step belongs to, and when it last moved (epoch ms). */
  group: { key: string; at: number } | null;
}

/** Typing that rests longer than this (ms) becomes a step of its own. */
const PAUSE = 1_500;

export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], group: null };
}

/**
 * Records a change. Changes with the same `group` that follow each other are one step to undo: a word typed
 * into one field, or a drag, which may rest (`pause` then is endless).
 */
export function record<Document>(
  history: History<Document>,
  next: Document,
  now: number,
  group?: string,
  pause = PAUSE,
): History<Document> {
  if (next === history.present) return history;
  const goesOn = group !== undefined && history.group?.key === group && now - history.group.at < pause;
  return {
    past: goesOn ? history.past : [...history.past, history.present],
    present: next,
    future: [],
    group: group === undefined ? null : { key: group, at: now },
  };
}

/** Ends a gesture, so that the next change of its kind is a new step. */
export function closeGroup<Document>(history: History<Document>): History<Document> {
  return history.group ? { ...history, group: null } : history;
}

export function undo<Document>(history: History<Document>): History<Document> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    group: null,
  };
}

export function redo<Document>(history: History<Document>): History<Document> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, group: null };
}
