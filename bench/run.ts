// npm run bench -- NAME… [--json FILE] [--quick] [--production]; without a name it lists the benches.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, Figure } from "#bench/bench.ts";
import { campaignBench } from "#bench/campaign/campaign-bench.ts";
import { coreBench } from "#bench/core/core-bench.ts";
import { engineBench } from "#bench/engine/engine-bench.ts";
import { inboxBench } from "#bench/inbox/inbox-bench.ts";
import { liveBench } from "#bench/live/live-bench.ts";

const benches: Bench[] = [engineBench, campaignBench, coreBench, inboxBench, liveBench];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    production: { type: "boolean", default: false },
  },
});

function list(): void {
  console.log("npm run bench -- NAME… [--json FILE] [--quick] [--production]\n");
  for (const { name, measures } of benches) console.log(`  ${name.padEnd(12)} ${measures}`);
}

function find(name: string): Bench {
  const bench = benches.find((candidate) => candidate.name === name);
  if (bench) return bench;
  console.error(`There is no bench "${name}". There are: ${benches.map((each) => each.name).join(", ")}`);
  process.exit(2);
}

function show({ name, value, unit, baseline, ratio, spread, reach, ok }: Figure): void {
  const against =
    ratio === undefined
      ? ""
      : `  ${ratio.toFixed(2)} × ${baseline ?? ""}${spread ? ` (${spread.map((each) => each.toFixed(2)).join(" to ")})` : ""}`;
  const aim = reach ? `  reach ${reach} ${ok ? "✓" : "✗"}` : "";
  console.log(`  ${name.padEnd(44)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(10)}${against}${aim}`);
}

function machine(): Record<string, string | number> {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

function commit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
}

async function main(): Promise<void> {
  if (positionals.length === 0) return list();
  const chosen = positionals.map(find);
  const results: { name: string; figures: Figure[] }[] = [];
  for (const bench of chosen) {
    console.log(`${bench.name}: ${bench.measures}`);
    const figures = await bench.run({ ...values, tell: (line) => console.log(`  ${line}`) });
    figures.forEach(show);
    results.push({ name: bench.name, figures });
  }
  if (values.json) {
    const report = { machine: machine(), commit: commit(), benches: results };
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
}

await main();
