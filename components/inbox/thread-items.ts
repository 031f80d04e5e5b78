import type { Channel } from "#core/channel.ts";

interface Placed {
  id: string;
  sessionId: string | null;
  channel: Channel | null;
  at: string;
  author: { kind: string; id?: string | null };
}

interface Told {
  id: string;
  at: string;
}

export type ThreadItem<Entry extends Placed, Line extends Told = Told> =
  | { kind: "day"; key: string; at: string }
  | { kind: "session"; key: string; channel: Channel; at: string; again: boolean }
  | { kind: "lines"; key: string; lines: Line[] }
  | { kind: "entry"; key: string; entry: Entry; joined: boolean };

/** Messages of one author closer than this stand together under one name. */
const JOINED_WITHIN = 4 * 60_000;

/**
 * A thread with what a reader needs between the messages: a line where a day begins, one where a session on a
 * channel begins or is taken up again, and what happened meanwhile. `dayOf` gives the viewer's calendar day of an
 * ISO time; `lines` come oldest first.
 */
export function threadItems<Entry extends Placed, Line extends Told = Told>(
  entries: readonly Entry[],
  dayOf: (at: string) => string,
  lines: readonly Line[] = [],
): ThreadItem<Entry, Line>[] {
  const items: ThreadItem<Entry, Line>[] = [];
  const seen = new Set<string>();
  let told = 0;
  let day: string | null = null;
  let session: string | null = null;
  let previous: Entry | null = null;
  const tell = (before: string | null) => {
    const until = before === null ? -1 : lines.findIndex((line, index) => index >= told && line.at >= before);
    const next = lines.slice(told, until === -1 ? undefined : until);
    told += next.length;
    if (next[0]) items.push({ kind: "lines", key: `lines ${next[0].id}`, lines: next });
    return next.length > 0;
  };
  // What happened before the first message on hand belongs to the ones not loaded, or to its arrival.
  const first = entries[0]?.at;
  while (first && lines[told] && (lines[told]?.at ?? "") < first) told += 1;
  for (const entry of entries) {
    const broken = tell(entry.at);
    const today = dayOf(entry.at);
    if (today !== day) items.push({ kind: "day", key: `day ${today}`, at: entry.at });
    const opens = entry.sessionId !== null && entry.sessionId !== session && entry.channel !== null;
    if (opens && entry.sessionId && entry.channel) {
      const again = seen.has(entry.sessionId);
      items.push({
        kind: "session",
        key: `session ${entry.id}`,
        channel: entry.channel,
        at: entry.at,
        again,
      });
      seen.add(entry.sessionId);
      session = entry.sessionId;
    }
    const joined = !opens && !broken && today === day && previous !== null && sameBreath(previous, entry);
    items.push({ kind: "entry", key: entry.id, entry, joined });
    day = today;
    previous = entry;
  }
  tell(null);
  return items;
}

function sameBreath(one: Placed, other: Placed): boolean {
  const sameAuthor =
    one.author.kind === other.author.kind && (one.author.id ?? null) === (other.author.id ?? null);
  const sameSession = (one.sessionId === null) === (other.sessionId === null);
  return sameAuthor && sameSession && Date.parse(other.at) - Date.parse(one.at) < JOINED_WITHIN;
}
