import { uuidv7 } from "uuidv7";
import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { type BenchDatabase, startDatabase } from "#bench/core/database.ts";
import { circling, drawJourney } from "#bench/core/journeys.ts";
import { bookingDocument, writePast } from "#bench/core/past-conversations.ts";
import { compile } from "#core/journey/compile.ts";
import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";
import type { Plan } from "#core/journey/plan.ts";
import { madeUpFacts } from "#core/journey/simulate/read-request.ts";
import { simulate } from "#core/journey/simulate.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { systemActor } from "#server/access/actor.ts";
import { backtestJourney } from "#server/journeys/backtest-journey.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { transact } from "#server/platform/database.ts";

export const coreBench: Bench = {
  name: "core",
  measures: "compile a 1,000-node journey; simulated steps/s; backtest of 10,000 conversations",
  run: measure,
};

/** Milliseconds to compile, steps a second, seconds of a backtest. */
const REACH = { compile: 50, steps: 200_000, backtest: 10 };

/** One round: how long it took, and how long the processor worked for it, in milliseconds. */
interface Round {
  time: number;
  processor: number;
  steps: number;
}

async function measure({ quick, tell }: BenchOptions): Promise<Figure[]> {
  const rounds = quick ? 2 : 7;
  const compiled = Array.from({ length: rounds }, compileRound());
  tell(`compile: ${list(compiled, "ms", ({ time }) => time)}`);
  const simulated = Array.from({ length: rounds }, simulateRound(quick ? 50_000 : 400_000));
  tell(`simulate: ${list(simulated, "steps/s", ({ steps, time }) => (steps / time) * 1_000)}`);
  const count = quick ? 1_000 : 10_000;
  const replayed = await backtestRounds(count, quick ? 1 : 5);
  tell(`backtest: ${list(replayed, "s", ({ time }) => time / 1_000)}`);
  const rate = (by: "time" | "processor") =>
    median(simulated.map((round) => (round.steps / round[by]) * 1_000));
  const compileTime = median(compiled.map(({ time }) => time));
  const seconds = median(replayed.map(({ time }) => time)) / 1_000;
  return [
    {
      ...figure("compile a journey of 1,000 nodes", compileTime, "ms"),
      ...below(compileTime, REACH.compile, "ms"),
    },
    figure("… of processor time", median(compiled.map(({ processor }) => processor)), "ms"),
    {
      ...figure("simulate, one thread", rate("time"), "steps/s"),
      reach: `≥ ${REACH.steps}`,
      ok: rate("time") >= REACH.steps,
    },
    figure("… in a second of processor time", rate("processor"), "steps"),
    { ...figure(`backtest of ${count} conversations`, seconds, "s"), ...below(seconds, REACH.backtest, "s") },
    figure("… of processor time", median(replayed.map(({ processor }) => processor)) / 1_000, "s"),
  ];
}

function figure(name: string, value: number, unit: string): Figure {
  return { name, value, unit, ok: true };
}

function below(value: number, most: number, unit: string): Pick<Figure, "reach" | "ok"> {
  return { reach: `< ${most} ${unit}`, ok: value < most };
}

function list(rounds: Round[], unit: string, read: (round: Round) => number): string {
  return `${rounds.map((round) => read(round).toFixed(1)).join(" ")} ${unit}`;
}

function startRound(): (steps: number) => Round {
  const [started, used] = [performance.now(), process.cpuUsage()];
  return (steps) => {
    const { user, system } = process.cpuUsage(used);
    return { time: performance.now() - started, processor: (user + system) / 1_000, steps };
  };
}

/** Compiles a document that nobody has compiled before: nothing is remembered from one round to the next. */
function compileRound(): () => Round {
  const size = 1_000;
  for (let warm = 0; warm < 5; warm += 1) compilePlan(drawJourney(size));
  return () => {
    const document = drawJourney(size);
    const stop = startRound();
    compilePlan(document);
    return stop(size);
  };
}

function compilePlan(document: JourneyDocument): Plan {
  const { plan, problems } = compile(document, { definitions: nodeDefinitions });
  if (!plan) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return plan;
}

/** @returns visits of nodes a second, each with its transitions and rendered texts kept */
function simulateRound(wanted: number): () => Round {
  const plan = compilePlan(circling);
  const play = () => {
    const now = Date.UTC(2026, 0, 5);
    const facts = madeUpFacts("1");
    const limits = { steps: 1_000 };
    return simulate({ plan, steps: nodeSteps, facts, now, events: [], limits }).run?.visits ?? 0;
  };
  for (let warm = 0; warm < 10; warm += 1) play();
  return () => {
    const stop = startRound();
    let steps = 0;
    while (steps < wanted) steps += play();
    return stop(steps);
  };
}

/** The draft is what was published: every conversation is replayed to its end and held against what happened. */
async function backtestRounds(count: number, rounds: number): Promise<Round[]> {
  const database = await startDatabase();
  try {
    const { actor, journeyId } = await setPast(database, count);
    const span = { from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z", limit: 100 };
    const results: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const stop = startRound();
      const { same } = await backtestJourney(actor, journeyId, span);
      results.push(stop(count));
      if (same !== count) throw new Error(`${same} of ${count} came out the same`);
    }
    return results;
  } finally {
    await database.stop();
  }
}

async function setPast(database: BenchDatabase, count: number) {
  const workspaceId = uuidv7();
  const actor = systemActor(workspaceId, "bench");
  await transact(actor, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug: `bench-${workspaceId}`, name: "Bench" } }),
  );
  const { id: journeyId } = await createJourney(actor, journeyDocumentSchema.parse(bookingDocument));
  const { planHash } = await publishJourney(actor, journeyId);
  const version = await transact(actor, (tx) => tx.journeyVersion.findFirstOrThrow({ where: { journeyId } }));
  const place = { workspaceId, journeyId, versionId: version.id, planHash };
  await writePast(place, count, Date.UTC(2026, 0, 5));
  await database.analyse();
  return { actor, journeyId };
}
