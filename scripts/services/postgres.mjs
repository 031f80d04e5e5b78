import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./ports.mjs";
import { giveToPostgres, postgresAccount, reachableDataFolder } from "./postgres-account.mjs";
import { postgresPrograms } from "./postgres-programs.mjs";
import { commandOf, isAlive, stopProcess } from "./process-table.mjs";

export const ownerName = "throughline_owner";

/**
 * @typedef {object} PostgresServer
 * @property {number} port
 * @property {number} pid
 * @property {(database: string) => string} ownerUrl
 * @property {Promise<number | null>} exited
 * @property {() => Promise<void>} stop
 */

/** @param {number} port @param {string} password @returns {(database: string) => string} */
function ownerUrls(port, password) {
  return (database) =>
    `postgresql://${ownerName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * The server that runs on a folder now, if one does.
 * @param {{ folder: string, password: string }} options
 * @returns {Pick<PostgresServer, "ownerUrl"> | undefined}
 */
export function runningPostgres({ folder, password }) {
  const [pid, , , port] = readPidFile(folder);
  if (!pid || !isAlive(Number(pid)) || !/postgres/.test(commandOf(Number(pid)))) return undefined;
  return { ownerUrl: ownerUrls(Number(port), password) };
}

/**
 * Makes the data folder of a cluster when it is missing; an interrupted attempt leaves nothing that counts.
 * @param {string} folder
 * @param {string} password the owner's
 */
export function createCluster(folder, password) {
  const place = reachableDataFolder(folder);
  if (existsSync(join(place, "PG_VERSION"))) return place;
  const { initdb } = postgresPrograms();
  const unfinished = `${place}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  giveToPostgres(unfinished);
  const passwordFile = join(tmpdir(), `throughline-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveToPostgres(passwordFile);
  try {
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = [`--username=${ownerName}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const made = spawnSync(initdb, [`--pgdata=${unfinished}`, ...access, ...locale, "--no-instructions"], {
      ...postgresAccount(),
      encoding: "utf8",
      env: environment(),
      cwd: dirname(unfinished),
    });
    if (made.status !== 0)
      throw new Error(`Postgres could not make its data folder: ${made.error ?? made.stderr}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(place, { recursive: true, force: true });
  renameSync(unfinished, place);
  return place;
}

/**
 * Starts the embedded Postgres of a folder on a loopback port, after clearing what a killed start left.
 * @param {{ folder: string, password: string, logFile: string, settings?: Record<string, string>, guard?: import("./guard.mjs").Guard }} options
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ folder, password, logFile, settings = {}, guard }) {
  const place = createCluster(folder, password);
  const version = readFileSync(join(place, "PG_VERSION"), "utf8").trim();
  const programs = postgresPrograms();
  if (!programs.version.startsWith(`${version}.`)) {
    throw new Error(
      `The data in ${folder} was written by Postgres ${version}; this version of Throughline brings ${programs.version}. ` +
        "Dump it with the older version, or choose another DATA_DIR.",
    );
  }
  const previousPort = await clearLeftOver(place);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? previousPort : undefined);
    try {
      return await launch({ place, port, password, logFile, settings, guard, program: programs.postgres });
    } catch (error) {
      // Another program may take the port first, or back ends of a killed server may still be leaving.
      if (attempt === 4) throw error;
      await delay(300 * attempt);
    }
  }
}

/**
 * @param {{ place: string, port: number, password: string, logFile: string, settings: Record<string, string>, guard?: import("./guard.mjs").Guard, program: string }} options
 * @returns {Promise<PostgresServer>}
 */
async function launch({ place, port, password, logFile, settings, guard, program }) {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(program, ["-D", place, "-p", String(port), ...flags], {
    ...postgresAccount(),
    detached: true,
    stdio: ["ignore", log, log],
    env: environment(),
    cwd: place,
  });
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(1));
  });
  const pid = child.pid ?? 0;
  guard?.watch(pid, { signal: "SIGINT", rank: 1 });
  child.once("exit", () => guard?.forget(pid));
  if (!(await becomesReady(place, child))) {
    await stopProcess(pid, { signal: "SIGQUIT" });
    const said = readFileSync(logFile, "utf8").slice(logStart).trim().split("\n").slice(-8).join("\n");
    throw new Error(`Postgres did not start (log: ${logFile}):\n${said}`);
  }
  return {
    port,
    pid,
    exited,
    ownerUrl: ownerUrls(port, password),
    stop: () => stopProcess(pid, { signal: "SIGINT", graceMilliseconds: 20_000 }),
  };
}

/**
 * The last line of postmaster.pid says when the server takes connections; recovery after a crash can be long.
 * @param {string} place
 * @param {import("node:child_process").ChildProcess} child
 */
async function becomesReady(place, child) {
  const deadline = Date.now() + 120_000;
  while (child.exitCode === null && child.signalCode === null && child.pid && Date.now() < deadline) {
    const lines = readPidFile(place);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
    await delay(20);
  }
  return false;
}

/**
 * Stops a server that a killed start left running on this folder, and removes a stale pid file: its number may
 * belong to another program by now, and then Postgres would refuse to start.
 * @param {string} place
 * @returns {Promise<number | undefined>} the port it had
 */
async function clearLeftOver(place) {
  const portFile = join(place, "postmaster.opts");
  const previous = existsSync(portFile)
    ? /"-p" "(\d+)"/.exec(readFileSync(portFile, "utf8"))?.[1]
    : undefined;
  const pid = Number(readPidFile(place)[0]);
  if (pid) {
    const ours = isAlive(pid) && commandOf(pid).includes(place);
    if (ours) await stopProcess(pid, { signal: "SIGINT" });
    rmSync(join(place, "postmaster.pid"), { force: true });
  }
  return previous ? Number(previous) : undefined;
}

/** @param {string} place */
function readPidFile(place) {
  try {
    return readFileSync(join(place, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Postgres reads PG* variables and the locale from the environment; ours must not steer it. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return Object.assign(/** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(kept)), {
    LC_ALL: "C",
    TZ: "UTC",
  });
}
