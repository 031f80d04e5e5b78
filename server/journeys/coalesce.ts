interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (cause: unknown) => void;
}

interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[];
  /** A batch is under way, or the next one is being gathered. */
  busy: boolean;
}

/** Milliseconds for which a busy worker gathers the next batch: those that one batch let go come back together. */
const GATHERING = 4;
const MOST_IN_ONE = 200;

/**
 * Turns a function over many into one over one: for each workspace one batch is under way, and the calls that come
 * meanwhile share the next. A busy worker so asks Postgres rarely, and an idle one at once. A batch that fails is
 * tried one by one, so that a bad row does not take its neighbours with it.
 */
export function coalesce<Item, Result>(
  work: (workspaceId: string, items: Item[]) => Promise<Result[]>,
): (workspaceId: string, item: Item) => Promise<Result> {
  const lanes = new Map<string, Lane<Item, Result>>();

  function flush(workspaceId: string, lane: Lane<Item, Result>): void {
    if (lane.busy || lane.waiting.length === 0) return;
    const batch = lane.waiting.splice(0, MOST_IN_ONE);
    lane.busy = true;
    void settle(workspaceId, batch).finally(() => {
      const isFull = lane.waiting.length >= MOST_IN_ONE;
      if (isFull || batch.length === 1) next(workspaceId, lane);
      else setTimeout(() => next(workspaceId, lane), GATHERING);
    });
  }

  function next(workspaceId: string, lane: Lane<Item, Result>): void {
    lane.busy = false;
    if (lane.waiting.length === 0) lanes.delete(workspaceId);
    else flush(workspaceId, lane);
  }

  async function settle(workspaceId: string, batch: Waiting<Item, Result>[]): Promise<void> {
    const items = batch.map(({ item }) => item);
    try {
      const results = await work(workspaceId, items);
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) only?.reject(error);
      else for (const one of batch) await settle(workspaceId, [one]);
    }
  }

  return (workspaceId, item) => {
    const lane = lanes.get(workspaceId) ?? { waiting: [], busy: false };
    lanes.set(workspaceId, lane);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ item, resolve, reject });
      // Whoever asks in the same turn of the event loop goes along.
      queueMicrotask(() => flush(workspaceId, lane));
    });
  };
}
