import type { Draft } from "#core/journey/advance/draft.ts";
import type { HappeningEvent } from "#core/journey/run.ts";

const MOST = 50;
/** In characters of JSON; the run is read and written at every step. */
const MOST_TOGETHER = 64_000;

/** Keeps a happening for nodes further on that look back; the oldest go first where there are too many. */
export function remember(draft: Draft, event: HappeningEvent): void {
  const { run, plan, steps } = draft;
  const earlier = run.seen ?? [];
  if (earlier.some(({ id }) => id === event.id)) return;
  const isWanted = Object.values(plan.nodes).some(({ type, config }) => {
    const step = Object.hasOwn(steps, type) ? steps[type] : undefined;
    return step?.remembers?.(config, event) === true;
  });
  if (!isWanted) return;
  const seen = [...earlier, event].slice(-MOST);
  while (seen.length > 0 && JSON.stringify(seen).length > MOST_TOGETHER) seen.shift();
  run.seen = seen;
}

/** A happening that a node has taken is looked back at no more. */
export function forget(draft: Draft, id: string): void {
  const { seen } = draft.run;
  if (seen?.some((event) => event.id === id)) draft.run.seen = seen.filter((event) => event.id !== id);
}
