import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, describe, expect, test } from "vitest";
import { workflowsPath } from "#server/platform/create-worker.ts";
import { historiesFolder, replayConverter } from "#tests/replay/replay-converter.ts";
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
  test("are there", () => {
    expect(names.length).toBeGreaterThan(4);
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
