import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, describe, expect, test } from "vitest";
import { NODE_TYPES } from "#nodes/definitions.ts";
import { workflowsPath } from "#server/platform/create-worker.ts";
import { projectRoot } from "#server/platform/project-root.ts";
import { nodeScenario } from "#tests/replay/node-scenarios.ts";
import { historiesFolder, replayConverter } from "#tests/replay/replay-converter.ts";
import { scenarios } from "#tests/replay/scenarios.ts";
import { readHistory } from "#tests/replay/stored-history.ts";

const names = readdirSync(historiesFolder).filter((name) => name.endsWith(".json"));
let code = "";

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger("ERROR") });
  const { failureConverterPath } = replayConverter();
  const bundle = await bundleWorkflowCode({
    workflowsPath: workflowsPath(),
    logger: new DefaultLogger("ERROR"),
    ...(failureConverterPath ? { failureConverterPath } : {}),
  });
  code = bundle.code;
});

describe("histories of earlier releases", () => {
  test("are there, and of this one one of each way to live and of each type of node", () => {
    const text = readFileSync(join(projectRoot(), "package.json"), "utf8");
    const { version } = JSON.parse(text) as { version: string };
    const wanted = [...scenarios.map(({ name }) => name), ...NODE_TYPES.map(nodeScenario)];
    const missing = wanted.filter((name) => !names.includes(`${version}-${name}.json`));
    expect(missing, "npm run record-histories").toEqual([]);
  });

  test.each(names)("%s is replayed by the workflow of now", async (name) => {
    const history = readHistory(join(historiesFolder, name));
    const options = { workflowBundle: { code }, dataConverter: replayConverter() };
    await Worker.runReplayHistory(options, history, "journey-replayed");
  });

  test.each(names)("%s names no machine and no folder", (name) => {
    const text = readFileSync(join(historiesFolder, name), "utf8");
    expect(text).not.toMatch(/\/(home|root|Users|work|tmp)\//);
    const identities = [...text.matchAll(/"identity": "([^"]*)"/g)].map(([, identity]) => identity);
    expect(identities.filter((identity) => identity !== "throughline")).toEqual([]);
  });
});
