/**
 * How much of what is written a reader has seen: the snapshot of Postgres it last read under. Rows are ordered by
 * commit and not by any number they carry, so that a place must name the transactions which were still open.
 */
export interface LivePlace {
  /** When it was read by the database's clock, epoch milliseconds. */
  at: number;
  /** `pg_snapshot` as text, `xmin:xmax:xip,…`. */
  snapshot: string;
}

/** xmin, xmax and each open one are 64 bits at most; a few hundred transactions may be open. */
const PLACE = /^(\d{1,15})-(\d{1,19}:\d{1,19}:(?:\d{1,19}(?:,\d{1,19}){0,999})?)$/;

/** As it stands in the stream's ids and in `Last-Event-ID`. */
export function writePlace({ at, snapshot }: LivePlace): string {
  return `${at}-${snapshot}`;
}

/** Null for what is none of ours. */
export function readPlace(text: string): LivePlace | null {
  const [, at = "", snapshot = ""] = PLACE.exec(text) ?? [];
  return snapshot === "" ? null : { at: Number(at), snapshot };
}

/** What had not been seen at a place: everything from `since` on, and these transactions before it. */
export function unseen({ snapshot }: LivePlace): { since: bigint; open: bigint[] } {
  const [, since = "0", open = ""] = snapshot.split(":");
  return { since: BigInt(since), open: open === "" ? [] : open.split(",").map(BigInt) };
}
