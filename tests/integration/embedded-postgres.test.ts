import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testFolder } from "#scripts/services/folders.mjs";
import { type Guard, startGuard } from "#scripts/services/guard.mjs";
import { startPostgres } from "#scripts/services/postgres.mjs";
import { isAlive, waitForEnd } from "#scripts/services/process-table.mjs";

let home = "";
let guard: Guard;

beforeAll(() => {
  home = mkdtempSync(join(testFolder(), "embedded-"));
  guard = startGuard();
});

afterAll(async () => {
  guard.close();
  await waitForEnd(guard.pid, 30_000);
  rmSync(home, { recursive: true, force: true });
});

const start = () =>
  startPostgres({ folder: join(home, "postgres"), password: "secret", logFile: join(home, "log"), guard });

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(query);
  await client.end();
  return rows;
}

it("keeps its port and its data over a restart", async () => {
  const first = await start();
  await ask(first.ownerUrl("postgres"), "create table kept as select 'Grüße' as word");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await ask(second.ownerUrl("postgres"), "select word from kept")).toEqual([{ word: "Grüße" }]);
  await second.stop();
});

it("stores UTF-8, sorts by bytes and keeps time in UTC, whatever the machine's locale", async () => {
  const server = await start();
  const settings =
    "select current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone";
  expect(await ask(server.ownerUrl("postgres"), settings)).toEqual([{ encoding: "UTF8", zone: "UTC" }]);
  await server.stop();
});

it("takes over from a server that a killed start left running", async () => {
  const left = await start();
  const next = await start();
  expect(isAlive(left.pid)).toBe(false);
  expect(await ask(next.ownerUrl("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
  await next.stop();
});

it("starts after a kill although its pid file names a process that belongs to somebody else", async () => {
  const killed = await start();
  const file = join(home, "postgres", "postmaster.pid");
  const lines = readFileSync(file, "utf8").split("\n");
  process.kill(killed.pid, "SIGKILL");
  await killed.exited;
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join("\n"));
  const next = await start();
  expect(await ask(next.ownerUrl("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
  await next.stop();
});

it("lets nobody in without the password", async () => {
  const server = await start();
  const url = server.ownerUrl("postgres").replace(":secret@", ":guess@");
  await expect(ask(url, "select 1")).rejects.toThrow("password authentication failed");
  await server.stop();
});
