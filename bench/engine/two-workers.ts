import { type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { startMeasuredWorker } from "#bench/engine/measured-worker.ts";
import { runRound, type World } from "#bench/engine/round.ts";

/** Runs a second of the engine with one worker and with two, one after the other in turns. */
export async function compareWorkers(world: World, { quick, tell }: BenchOptions): Promise<Figure[]> {
  const count = quick ? 60 : 300;
  const rates = { one: [] as number[], two: [] as number[] };
  for (let round = 1; round <= (quick ? 1 : 5); round++) {
    // The second worker is a process of its own each time, so it is warmed up before it is measured.
    const second = await startMeasuredWorker(world.provider.url);
    try {
      const both = { ...world, workers: [...world.workers, second] };
      await runRound(both, "engine", 60);
      rates.two.push((await runRound(both, "engine", count)).runsPerSecond);
    } finally {
      await second.stop();
    }
    rates.one.push((await runRound(world, "engine", count)).runsPerSecond);
    const [one = 0, two = 0] = [rates.one.at(-1), rates.two.at(-1)];
    tell(`round ${round} one worker ${one.toFixed(1)} runs/s, two workers ${two.toFixed(1)} runs/s`);
  }
  const ratios = rates.two.map((rate, index) => rate / (rates.one[index] ?? 0));
  return [
    { name: "one worker", value: median(rates.one), unit: "runs/s", ok: true },
    {
      name: "two workers on one server",
      value: median(rates.two),
      unit: "runs/s",
      baseline: "one worker",
      ratio: median(ratios),
      spread: [Math.min(...ratios), Math.max(...ratios)],
      reach: "> 1",
      ok: median(ratios) > 1,
    },
  ];
}
