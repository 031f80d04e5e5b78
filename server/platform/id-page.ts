import { MAXIMUM_LIMIT, type Page, type PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Arguments of a Prisma query for one page, ordered by id: ids are UUIDv7, so that is the order of making. One row
 * more than asked for tells whether there is another page.
 */
export function idPage({ cursor, limit }: PageQuery, order: "asc" | "desc") {
  if (cursor !== undefined && !ID.test(cursor)) {
    throw new AppError("invalid_request", "cursor is not one that this list gave out");
  }
  const id = order === "asc" ? { gt: cursor } : { lt: cursor };
  return {
    where: cursor === undefined ? {} : { id },
    orderBy: { id: order },
    take: Math.min(limit, MAXIMUM_LIMIT) + 1,
  };
}

/** The page of rows that `idPage` asked for. */
export function toIdPage<Row extends { id: string }, Item>(
  { limit }: PageQuery,
  rows: Row[],
  present: (row: Row) => Item,
): Page<Item> {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { data: page.map(present), nextCursor: last?.id ?? null };
}
