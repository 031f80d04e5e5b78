interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (cause: unknown) => void;
}

interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[];
  active: number;
}

/** Batches under way at once for one workspace; what comes meanwhile shares the next one. */
const ACTIVE = 2;
const MOST_IN_ONE = 200;

/**
 * Turns a function over many into one over one: calls that come while others are under way go together. A busy
 * worker so asks Postgres rarely, and an idle one at once. A batch that fails is tried one by one, so that a bad
 * row does not take its neighbours with it.
 */
export function coalesce<Item, Result>(
  work: (workspaceId: string, items: Item[]) => Promise<Result[]>,
): (workspaceId: string, item: Item) => Promise<Result> {
  const lanes = new Map<string, Lane<Item, Result>>();

  function flush(workspaceId: string, lane: Lane<Item, Result>): void {
    if (lane.active >= ACTIVE || lane.waiting.length === 0) return;
    const batch = lane.waiting.splice(0, MOST_IN_ONE);
    lane.active += 1;
    void settle(workspaceId, batch).finally(() => {
      lane.active -= 1;
      if (lane.active === 0 && lane.waiting.length === 0) lanes.delete(workspaceId);
      else flush(workspaceId, lane);
    });
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
    const lane = lanes.get(workspaceId) ?? { waiting: [], active: 0 };
    lanes.set(workspaceId, lane);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ item, resolve, reject });
      // Whoever asks in the same turn of the event loop goes along.
      queueMicrotask(() => flush(workspaceId, lane));
    });
  };
}
