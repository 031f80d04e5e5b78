import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { type Fill, type Library, openLibrary } from "#bench/inbox/library.ts";
import { QUESTIONS } from "#bench/inbox/questions.ts";
import type { Answer, Order } from "#bench/inbox/reader.ts";
import { startGuard } from "#scripts/services/guard.mjs";
import { projectRoot } from "#server/platform/project-root.ts";

export const inboxBench: Bench = {
  name: "inbox",
  measures: "lists, filters, threads and search at 1 M conversations and 10 M messages, beside 10,000",
  run: measure,
};

const SMALL = 10_000;
const LARGE = 1_000_000;
const LARGE_QUICK = 100_000;
/** Of the 95th percentiles; and milliseconds of a search. */
const REACH = { ratio: 1.5, search: 200 };
const SEARCH = "search all history";

async function measure({ quick, tell }: BenchOptions): Promise<Figure[]> {
  const guard = startGuard();
  const open = (count: number) => openLibrary(count, { guard, tell, fill });
  const small = await open(SMALL);
  const large = await open(quick ? LARGE_QUICK : LARGE);
  const readers = { small: startReader(small.environment), large: startReader(large.environment) };
  try {
    const figures: Figure[] = [];
    for (const name of Object.keys(QUESTIONS)) {
      figures.push(await compare(name, readers, quick ? 2 : 7, quick ? 20 : 60));
    }
    return figures;
  } finally {
    await Promise.all(Object.values(readers).map((reader) => reader.stop()));
    await Promise.all([small, large].map((library: Library) => library.stop()));
    guard.close();
  }
}

interface Readers {
  small: Reader;
  large: Reader;
}

/** Rounds of both in turn; each round’s 95th percentile against that of the small library. */
async function compare(
  name: string,
  { small, large }: Readers,
  rounds: number,
  times: number,
): Promise<Figure> {
  const order: Order = { do: "ask", question: name, times };
  await Promise.all([small.order(order), large.order(order)]);
  const pairs: { small: number; large: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const baseline = percentile95((await small.order(order)).times);
    pairs.push({ small: baseline, large: percentile95((await large.order(order)).times) });
  }
  const ratios = pairs.map((pair) => pair.large / pair.small);
  const value = median(pairs.map((pair) => pair.large));
  const ratio = median(ratios);
  const isSearch = name === SEARCH;
  return {
    name: `${name}, p95`,
    value,
    unit: "ms",
    baseline: "10,000 conversations",
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    reach: isSearch ? `< ${REACH.search} ms` : `≤ ${REACH.ratio}`,
    ok: isSearch ? value < REACH.search : ratio <= REACH.ratio,
  };
}

function percentile95(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(Math.ceil(sorted.length * 0.95), sorted.length) - 1] ?? Number.NaN;
}

const fill: Fill = async (ownerUrl, environment, conversations) => {
  const reader = startReader(environment);
  await reader.order({ do: "fill", ownerUrl, conversations });
  await reader.stop();
};

interface Reader {
  order(order: Order): Promise<Answer>;
  stop(): Promise<void>;
}

function startReader(environment: Record<string, string>): Reader {
  const child: ChildProcess = fork(join(projectRoot(), "bench", "inbox", "reader.ts"), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, "exit");
  const ended = exited.then(([code]) => Promise.reject(new Error(`The bench's reader ended with ${code}`)));
  ended.catch(() => undefined);
  return {
    order: async (order) => {
      const answer = once(child, "message");
      child.send(order);
      const [message] = (await Promise.race([answer, ended])) as [Answer];
      return message;
    },
    stop: async () => {
      child.send({ do: "stop" } satisfies Order);
      await exited;
    },
  };
}
