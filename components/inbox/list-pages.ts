import type { Conversation } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";

/** Pages that are asked for again whenever something changes; the ones below keep what they had. */
export const FRESH_PAGES = 2;

export type ListOrder = "activity" | "waiting";

/** Where the next page begins, and which one it is. */
export interface PagePlace {
  cursor: string;
  index: number;
  /** The pages above it. */
  above: readonly Page<Conversation>[];
}

/** The place of the page after the given ones; undefined at the end of the list. */
export function nextPlace(pages: readonly Page<Conversation>[]): PagePlace | undefined {
  const last = pages.at(-1);
  if (!last?.nextCursor) return undefined;
  return { cursor: last.nextCursor, index: pages.length, above: pages };
}

/**
 * What a page far down shows while the ones above it are renewed: its rows, without those that have moved up, and in
 * the first such page also those that the renewal has pushed down. So a list of thousands is never read again whole.
 */
export function keptPage(
  old: readonly Page<Conversation>[],
  place: PagePlace,
  order: ListOrder,
): Page<Conversation> | undefined {
  const page = old[place.index];
  if (place.index < FRESH_PAGES || !page) return undefined;
  const last = place.above.at(-1)?.data.at(-1);
  const pushedDown =
    place.index === FRESH_PAGES
      ? old.slice(0, FRESH_PAGES).flatMap((above) => above.data.filter((row) => isAfter(row, last, order)))
      : [];
  const above = new Set(place.above.flatMap((each) => each.data.map((row) => row.id)));
  const below = new Set(page.data.map((row) => row.id));
  const data = [...pushedDown.filter((row) => !below.has(row.id)), ...page.data].filter(
    (row) => !above.has(row.id),
  );
  // The same page, not an equal one: then nothing of it is compared or drawn again.
  return data.length === page.data.length && pushedDown.length === 0 ? page : { ...page, data };
}

function isAfter(row: Conversation, last: Conversation | undefined, order: ListOrder): boolean {
  if (!last) return false;
  if (order === "waiting") return (row.waitingSince ?? "9") > (last.waitingSince ?? "9");
  return row.lastActivityAt < last.lastActivityAt;
}

/** All rows, each once, in their order. */
export function rowsOf(pages: readonly Page<Conversation>[] | undefined): Conversation[] {
  const seen = new Set<string>();
  return (pages ?? []).flatMap((page) => page.data.filter((row) => !seen.has(row.id) && seen.add(row.id)));
}
