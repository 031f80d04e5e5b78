import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { startLoopback } from "#bench/live/loopback.ts";
import { BenchStudio, type BenchUser } from "#bench/live/studio.ts";
import { startInstance } from "#scripts/start/start-instance.ts";

const USER: BenchUser = {
  email: "admin@bench.test",
  password: "live-bench-only",
  apiKey: "tl_live_bench_only_0123456789abcdef0",
};
const REACH = { p50: 150, p99: 400 };

/**
 * How long a provider's webhook takes to stand in the inbox of a browser that has it open: the hint over its stream and
 * the list read again. With THROUGHLINE_URL the instance there is measured, signed in by ADMIN_EMAIL, ADMIN_PASSWORD
 * and ADMIN_API_KEY.
 */
export const liveBench: Bench = {
  name: "live",
  measures: "webhook to message in another browser's inbox, against loopback SSE with no application",
  run: measure,
};

async function measure({ quick, tell }: BenchOptions): Promise<Figure[]> {
  const rounds = quick ? 2 : 6;
  const messages = quick ? 8 : 100;
  const { url, user, stop } = await studioToMeasure();
  const studio = await BenchStudio.open(url, user);
  const loopback = await startLoopback();
  const shown: number[] = [];
  const answered: number[] = [];
  const plain: number[] = [];
  const ratios: number[] = [];
  try {
    // The first of each pays for connections and compiled code.
    for (let index = 0; index < 5; index++) await studio.measure(index);
    for (let round = 0; round < rounds; round++) {
      const before = { shown: shown.length, plain: plain.length };
      for (let index = 0; index < messages; index++) {
        const times = await studio.measure(round * messages + index);
        shown.push(times.shown);
        answered.push(times.answered);
        plain.push(await loopback.measure(`${round}.${index}.`));
      }
      ratios.push(median(shown.slice(before.shown)) / median(plain.slice(before.plain)));
      tell(`round ${round + 1}: p50 ${median(shown.slice(before.shown)).toFixed(1)} ms`);
    }
  } finally {
    await studio.close();
    await loopback.stop();
    await stop();
  }
  const figure = (name: string, value: number, most?: number): Figure => ({
    name,
    value,
    unit: "ms",
    ...(most && { reach: `< ${most} ms` }),
    ok: most === undefined || value < most,
  });
  const spread: [number, number] = [Math.min(...ratios), Math.max(...ratios)];
  return [
    {
      ...figure("webhook to inbox, p50", median(shown), REACH.p50),
      baseline: "loopback SSE",
      ratio: median(ratios),
      spread,
    },
    figure("webhook to inbox, p99", percentile(shown, 0.99), REACH.p99),
    figure("webhook answered, p50", median(answered)),
    figure("loopback SSE, p50", median(plain)),
  ];
}

async function studioToMeasure() {
  const { THROUGHLINE_URL: url, ADMIN_EMAIL, ADMIN_PASSWORD, ADMIN_API_KEY } = process.env;
  if (url && ADMIN_EMAIL && ADMIN_PASSWORD && ADMIN_API_KEY) {
    const user = { email: ADMIN_EMAIL, password: ADMIN_PASSWORD, apiKey: ADMIN_API_KEY };
    return { url, user, stop: async () => undefined };
  }
  const folder = mkdtempSync(join(tmpdir(), "throughline-live-bench-"));
  const instance = await startInstance({
    DATA_DIR: folder,
    PORT: undefined,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    SEED_DEMO: "0",
    ADMIN_EMAIL: USER.email,
    ADMIN_PASSWORD: USER.password,
    ADMIN_API_KEY: USER.apiKey,
  });
  const stop = async () => {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: instance.url, user: USER, stop };
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
