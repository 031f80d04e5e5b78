import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleWorkflowCode } from "@temporalio/worker";
import { checkout } from "./services/folders.mjs";

const silent = { trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error, log() {} };

/**
 * Bundles the workflows for Temporal's sandbox.
 * @param {string} file where the code goes
 */
export async function bundleWorkflows(file) {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(checkout, "workflows", "workflows.ts"),
    failureConverterPath: join(checkout, "workflows", "failure-converter.cjs"),
    logger: silent,
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
}
