// Bundles the worker process (packages stay outside) and, for Temporal's sandbox, its workflows.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleWorkflowCode } from "@temporalio/worker";
import { build } from "esbuild";
import { checkout } from "./services/folders.mjs";
import { workerProgram, workflowBundle } from "./start/build.mjs";

const silent = { trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error, log() {} };

async function buildProgram() {
  await build({
    entryPoints: [join(checkout, "worker.ts")],
    outfile: workerProgram,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
  });
}

async function buildWorkflows() {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(checkout, "workflows", "workflows.ts"),
    failureConverterPath: join(checkout, "workflows", "failure-converter.cjs"),
    logger: silent,
  });
  mkdirSync(dirname(workflowBundle), { recursive: true });
  writeFileSync(workflowBundle, code);
}

await Promise.all([buildProgram(), buildWorkflows()]);
