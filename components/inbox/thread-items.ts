import type { Channel } from "#core/channel.ts";

interface Placed {
  id: string;
  sessionId: string | null;
  channel: Channel | null;
  at: string;
  author: { kind: string; id?: string | null };
}

export type ThreadItem<Entry extends Placed> =
  | { kind: "day"; key: string; at: string }
  | { kind: "session"; key: string; channel: Channel; at: string; again: boolean }
  | { kind: "entry"; key: string; entry: Entry; joined: boolean };

/** Messages of one author closer than this stand together under one name. */
const JOINED_WITHIN = 4 * 60_000;

/**
 * A thread with what a reader needs between the messages: a line where a day begins and one where a session on a
 * channel begins or is taken up again. `dayOf` gives the viewer's calendar day of an ISO time.
 */
export function threadItems<Entry extends Placed>(
  entries: readonly Entry[],
  dayOf: (at: string) => string,
): ThreadItem<Entry>[] {
  const items: ThreadItem<Entry>[] = [];
  const seen = new Set<string>();
  let day: string | null = null;
  let session: string | null = null;
  let previous: Entry | null = null;
  for (const entry of entries) {
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
    const joined = !opens && today === day && previous !== null && sameBreath(previous, entry);
    items.push({ kind: "entry", key: entry.id, entry, joined });
    day = today;
    previous = entry;
  }
  return items;
}

function sameBreath(one: Placed, other: Placed): boolean {
  const sameAuthor =
    one.author.kind === other.author.kind && (one.author.id ?? null) === (other.author.id ?? null);
  const sameSession = (one.sessionId === null) === (other.sessionId === null);
  return sameAuthor && sameSession && Date.parse(other.at) - Date.parse(one.at) < JOINED_WITHIN;
}
