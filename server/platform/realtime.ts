import { setTimeout as delay } from "node:timers/promises";
import { type LivePlace, readPlace, writePlace } from "#server/platform/live-place.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { distinct, type Hint, type Reading, readHints } from "#server/platform/read-hints.ts";
import { listen } from "#server/relay/listen.ts";

const log = loggerFor("live");

/** A hint; or `null` when hints may have been lost, so that everything should be read again. */
export type HintListener = (hint: Hint | null) => void;
/** What was committed, with the place behind it: whoever has taken all of it may resume there. */
type ReadingListener = (reading: Reading) => void;

/** Many commits in a burst become one reading. */
const BURST = 15;
/** Notifications may stay away without the connection breaking: look this often all the same. */
const LOOK = 5_000;
const RETRY = 500;

interface Moment {
  reached: Promise<void>;
  reach: () => void;
}

interface Group {
  listeners: Set<ReadingListener>;
  /** What this process has read; undefined until it stands at a place. */
  place?: LivePlace;
  wanted: boolean;
  reading: boolean;
  /** Fulfilled with the first place: what is committed after it is heard. */
  ready: Moment;
}

interface Hub {
  groups: Map<string, Group>;
  stop: () => Promise<void>;
}

/** On globalThis, so that a reload in development keeps one connection. */
const holder = globalThis as typeof globalThis & { throughlineRealtime?: Hub };

/**
 * Hears of a workspace's changes, as they are committed; first `null`, once nothing more can be missed. All
 * subscribers of a process share one connection, which opens with the first and closes with the last.
 * @returns a function that ends the subscription
 */
export function subscribe(workspaceId: string, listener: HintListener): () => void {
  let isOver = false;
  const { stop, ready } = join(workspaceId, ({ hints }) => {
    if (hints === null) listener(null);
    else for (const hint of hints) listener(hint);
  });
  void ready.then(() => isOver || listener(null));
  return () => {
    isOver = true;
    stop();
  };
}

/**
 * Hears of a workspace's changes from behind a place that this or another process gave out (`Last-Event-ID`), or from
 * now on. Readings come one after the other, what comes meanwhile folded into the next; a change may come twice, and
 * none is left out. Resolves once the listener has taken the first reading; one that fails to take is told no more.
 */
export async function follow(
  workspaceId: string,
  after: string | null,
  signal: AbortSignal,
  take: (hints: Hint[] | null, place: string) => Promise<void>,
): Promise<void> {
  const waiting: Reading[] = [];
  let isTaking = true;
  const pass = async () => {
    if (isTaking) return;
    isTaking = true;
    while (waiting.length > 0 && !signal.aborted) {
      const readings = waiting.splice(0);
      const hints = readings.some((each) => each.hints === null) ? null : readings.flatMap(hintsOf);
      await take(hints && distinct(hints), writePlace(readings.at(-1)?.place ?? reading.place));
    }
    isTaking = false;
  };
  const { stop, ready } = join(workspaceId, (each) => {
    waiting.push(each);
    pass().catch(() => undefined);
  });
  signal.addEventListener("abort", stop);
  await ready;
  const known = after === null ? null : readPlace(after);
  const reading = await readHints(workspaceId, known ?? undefined);
  await take(after !== null && !known ? null : reading.hints, writePlace(reading.place));
  isTaking = false;
  await pass();
}

function hintsOf({ hints }: Reading): Hint[] {
  return hints ?? [];
}

function join(workspaceId: string, listener: ReadingListener): { stop: () => void; ready: Promise<void> } {
  holder.throughlineRealtime ??= openHub();
  const hub = holder.throughlineRealtime;
  const group = hub.groups.get(workspaceId) ?? openGroup(hub, workspaceId);
  group.listeners.add(listener);
  if (!group.place) wake(workspaceId, group);
  const stop = () => {
    group.listeners.delete(listener);
    if (group.listeners.size === 0 && hub.groups.get(workspaceId) === group) hub.groups.delete(workspaceId);
    if (hub.groups.size > 0 || holder.throughlineRealtime !== hub) return;
    holder.throughlineRealtime = undefined;
    void hub.stop();
  };
  return { stop, ready: group.ready.reached };
}

function moment(): Moment {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

function openHub(): Hub {
  const groups: Hub["groups"] = new Map();
  const wakeAll = () => {
    for (const [workspaceId, group] of groups) wake(workspaceId, group);
  };
  // The payload is the workspace; nothing when the connection has just been made.
  const stopListening = listen("throughline", (payload) => {
    const group = groups.get(payload);
    if (group) wake(payload, group);
    else if (payload === "") wakeAll();
  });
  const looking = setInterval(wakeAll, LOOK);
  looking.unref();
  return {
    groups,
    stop: () => {
      clearInterval(looking);
      return stopListening();
    },
  };
}

function openGroup(hub: Hub, workspaceId: string): Group {
  const group: Group = {
    listeners: new Set(),
    wanted: false,
    reading: false,
    ready: moment(),
  };
  hub.groups.set(workspaceId, group);
  return group;
}

/** Reads until nothing more has been committed meanwhile; once at a time. */
function wake(workspaceId: string, group: Group): void {
  group.wanted = true;
  if (!group.reading) void drain(workspaceId, group);
}

async function drain(workspaceId: string, group: Group): Promise<void> {
  group.reading = true;
  while (group.wanted && group.listeners.size > 0) {
    group.wanted = false;
    try {
      const reading = await readHints(workspaceId, group.place);
      group.place = reading.place;
      group.ready.reach();
      if (reading.hints?.length !== 0) for (const listener of group.listeners) listener(reading);
      await delay(BURST);
    } catch (error) {
      log.warn({ err: error }, "what changed could not be read");
      group.wanted = true;
      await delay(RETRY);
    }
  }
  group.reading = false;
}
