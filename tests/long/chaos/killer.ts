import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "#tests/long/chaos/pick.ts";
import { type Parts, partsOf } from "#tests/setup/instance-parts.ts";

type Part = Exclude<keyof Parts, "guard">;

const PARTS: readonly Part[] = ["worker", "web", "temporal", "postgres"];

export interface Killer {
  /** What was killed, in order. */
  readonly killed: Part[];
  stop(): Promise<void>;
}

/**
 * Kills parts of an instance outright: each in turn in an order of chance, at moments of chance.
 * @param options.everyMilliseconds between two kills, on average
 */
export function startKiller(
  folder: string,
  options: { random: Random; everyMilliseconds: number; most: number },
): Killer {
  const { random, everyMilliseconds, most } = options;
  const stopping = new AbortController();
  const killed: Part[] = [];
  const work = async () => {
    let turn: Part[] = [];
    while (killed.length < most) {
      await delay(everyMilliseconds * (0.5 + random()), undefined, { signal: stopping.signal });
      if (turn.length === 0) turn = shuffled(random, PARTS);
      const part = turn.pop() as Part;
      try {
        process.kill(partsOf(folder)[part], "SIGKILL");
        killed.push(part);
      } catch {
        // It is being started again at this moment: its turn comes back.
        turn.unshift(part);
      }
    }
  };
  const working = work().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    killed,
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((left, right) => left.order - right.order)
    .map(({ item }) => item);
}
