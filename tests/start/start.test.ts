import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { testFolder } from "#scripts/services/folders.mjs";
import { freePort } from "#scripts/services/ports.mjs";
import { commandOf, isAlive, waitForEnd } from "#scripts/services/process-table.mjs";
import { type StartedInstance, startInstance } from "#scripts/start/start-instance.ts";
import { partsOf } from "#tests/setup/instance-parts.ts";

const folders: string[] = [];
const started: StartedInstance[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(testFolder(), "start-"));
  folders.push(folder);
  return folder;
}

async function start(folder: string, environment: Record<string, string> = {}): Promise<StartedInstance> {
  const instance = await startInstance({
    DATA_DIR: folder,
    PORT: undefined,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    SEED_DEMO: "0",
    ...environment,
  });
  started.push(instance);
  return instance;
}

const health = async (url: string) => (await fetch(`${url}/api/health`)).status;

afterEach(async () => {
  await Promise.all(started.splice(0).map((instance) => instance.stop()));
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it("leaves nothing running after SIGTERM", async () => {
  const folder = newFolder();
  const instance = await start(folder);
  expect(await health(instance.url)).toBe(200);
  const parts = Object.values(partsOf(folder));
  expect(parts.map((pid) => isAlive(pid))).not.toContain(false);
  await instance.stop();
  expect(instance.child.exitCode).toBe(0);
  for (const pid of parts) expect(await waitForEnd(pid, 5_000), commandOf(pid)).toBe(true);
});

it("shows the first password once and keeps secrets to their owner", async () => {
  const folder = newFolder();
  const first = await start(folder);
  const password = /with the password (\S+)/.exec(first.output())?.[1];
  expect(password).toBeTruthy();
  expect(JSON.parse(readFileSync(join(folder, "first-sign-in.json"), "utf8")).password).toBe(password);
  for (const name of ["first-sign-in.json", "secrets.json", "instance.json"]) {
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  }
  await first.stop();
  const second = await start(folder);
  expect(second.output()).not.toContain(password);
});

it("starts again after the start script was killed outright", async () => {
  const folder = newFolder();
  const killed = await start(folder);
  const parts = Object.values(partsOf(folder));
  killed.child.kill("SIGKILL");
  const instance = await start(folder);
  expect(await health(instance.url)).toBe(200);
  expect(parts.filter((pid) => isAlive(pid))).toEqual([]);
});

it("starts again after everything was killed at once, Postgres with it", async () => {
  const folder = newFolder();
  const killed = await start(folder);
  const parts = Object.values(partsOf(folder));
  for (const pid of [killed.child.pid ?? 0, ...parts]) process.kill(pid, "SIGKILL");
  const instance = await start(folder);
  expect(await health(instance.url)).toBe(200);
});

it("starts its parts again when they are killed", async () => {
  const folder = newFolder();
  const instance = await start(folder);
  const { web, worker, postgres, temporal } = partsOf(folder);
  for (const pid of [web, worker, postgres, temporal]) process.kill(pid, "SIGKILL");
  await expect.poll(() => health(instance.url).catch(() => 0), { timeout: 60_000 }).toBe(200);
  expect(partsOf(folder).worker).not.toBe(worker);
});

it("runs two instances side by side, on the port asked for and on a free one", async () => {
  const port = await freePort();
  const [first, second] = await Promise.all([start(newFolder(), { PORT: String(port) }), start(newFolder())]);
  expect(first?.url).toBe(`http://localhost:${port}`);
  expect(second?.url).not.toBe(first?.url);
  expect(await Promise.all([first, second].map((instance) => health(instance?.url ?? "")))).toEqual([
    200, 200,
  ]);
});

it("refuses a port that is in use, and a second start on one data folder", async () => {
  const folder = newFolder();
  const { url } = await start(folder);
  await expect(start(newFolder(), { PORT: new URL(url).port })).rejects.toThrow(/PORT \d+ is in use/);
  await expect(start(folder)).rejects.toThrow(`already runs from ${folder} at ${url}`);
});

it("names a variable that is wrong, and what was expected", async () => {
  await expect(start(newFolder(), { TEMPORAL_NAMESPACE: "two words" })).rejects.toThrow(
    "TEMPORAL_NAMESPACE is wrong: expected letters",
  );
});
