import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { startMeasuredWorker } from "#bench/engine/measured-worker.ts";
import { startProvider } from "#bench/engine/provider.ts";
import { type Round, runRound, type Variant } from "#bench/engine/round.ts";
import { setScene } from "#bench/engine/scene.ts";
import { startServices } from "#bench/engine/services.ts";
import { compareWorkers } from "#bench/engine/two-workers.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { closeTemporal } from "#server/platform/temporal.ts";

const VARIANTS: readonly Variant[] = ["engine", "plain", "local"];

export const engineBench: Bench = {
  name: "engine",
  measures: "single triggered runs (5 effects, a timer, a signal) against hand-written workflows",
  run: measure,
};

async function measure(options: BenchOptions): Promise<Figure[]> {
  const { quick, tell } = options;
  const services = await startServices(options);
  const provider = await startProvider();
  const worker = await startMeasuredWorker(provider.url);
  const rounds: Record<Variant, Round[]> = { engine: [], plain: [], local: [] };
  const shared: Figure[] = [];
  try {
    const world = { scene: await setScene(), provider, workers: [worker] };
    const count = quick ? 60 : 300;
    for (const variant of VARIANTS) await runRound(world, variant, 30);
    await services.analyse();
    for (let round = 1; round <= (quick ? 2 : 5); round++) {
      // Each variant goes first in turn, so that none has the warmer machine.
      for (let turn = 0; turn < VARIANTS.length; turn++) {
        const variant = VARIANTS[(turn + round) % VARIANTS.length] as Variant;
        const result = await runRound(world, variant, count);
        rounds[variant].push(result);
        tell(
          `round ${round} ${variant.padEnd(6)} ${result.runsPerSecond.toFixed(1)} runs/s, ` +
            `${result.cpuPerRun.toFixed(1)} ms CPU and ${result.eventsPerRun} events a run`,
        );
      }
    }
    shared.push(...(await compareWorkers(world, options)));
  } finally {
    await worker.stop();
    provider.close();
    await closeTemporal();
    await closeWorkspaceRows();
    await closeDatabase();
    await services.stop();
  }
  return [...figuresOf(rounds), ...shared];
}

function figuresOf(rounds: Record<Variant, Round[]>): Figure[] {
  const of = (variant: Variant, key: keyof Round) => median(rounds[variant].map((round) => round[key]));
  const against = (other: Variant, baseline: string, reach: number): Figure => {
    const ratios = rounds.engine.map(
      (round, index) => round.runsPerSecond / (rounds[other][index]?.runsPerSecond ?? 0),
    );
    const ratio = median(ratios);
    const spread: [number, number] = [Math.min(...ratios), Math.max(...ratios)];
    const value = of("engine", "runsPerSecond");
    return {
      name: `runs against ${baseline}`,
      value,
      unit: "runs/s",
      baseline,
      ratio,
      spread,
      reach: `≥ ${reach}`,
      ok: ratio >= reach,
    };
  };
  const events = of("engine", "eventsPerRun");
  return [
    against("plain", "(a) plain activities", 1.8),
    against("local", "(b) local activities", 1),
    { name: "(a) plain activities", value: of("plain", "runsPerSecond"), unit: "runs/s", ok: true },
    { name: "(b) local activities", value: of("local", "runsPerSecond"), unit: "runs/s", ok: true },
    {
      name: "history events a run",
      value: events,
      unit: "events",
      baseline: "(b) local activities",
      ratio: events / of("local", "eventsPerRun"),
      reach: "≤ (b)",
      ok: events <= of("local", "eventsPerRun"),
    },
    { name: "history events a run, (a)", value: of("plain", "eventsPerRun"), unit: "events", ok: true },
    { name: "history events a run, (b)", value: of("local", "eventsPerRun"), unit: "events", ok: true },
    { name: "CPU of the worker a run", value: of("engine", "cpuPerRun"), unit: "ms", ok: true },
    { name: "CPU of the worker a run, (a)", value: of("plain", "cpuPerRun"), unit: "ms", ok: true },
    { name: "CPU of the worker a run, (b)", value: of("local", "cpuPerRun"), unit: "ms", ok: true },
  ];
}
