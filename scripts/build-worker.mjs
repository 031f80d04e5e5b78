// Bundles the worker process (packages stay outside) and, for Temporal's sandbox, its workflows.
import { join } from "node:path";
import { build } from "esbuild";
import { bundleWorkflows } from "./bundle-workflows.mjs";
import { checkout } from "./services/folders.mjs";
import { workerProgram, workflowBundle } from "./start/build.mjs";

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

await Promise.all([buildProgram(), bundleWorkflows(workflowBundle)]);
