import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./ports.mjs";
import { commandOf, isAlive, stopProcess } from "./process-table.mjs";

/**
 * @typedef {object} TemporalServer
 * @property {string} address host and port of the frontend
 * @property {number} uiPort
 * @property {number} pid
 * @property {Promise<number | null>} exited
 * @property {() => Promise<void>} stop
 */

// The dev server's own limits are low enough to become what a busy workspace feels first.
export const limits = {
  "matching.rps": 1200,
  "frontend.rps": 2400,
  "frontend.namespaceRPS": 2400,
  "frontend.persistenceMaxQPS": 9000,
  "history.persistenceMaxQPS": 9000,
  "matching.persistenceMaxQPS": 9000,
};

/**
 * Starts a Temporal dev server on loopback ports. With a folder, its state is kept in a file there, so runs
 * go on after a restart; without one it forgets everything.
 * @param {{ program: string, folder?: string, logFile: string, namespace?: string, guard?: import("./guard.mjs").Guard }} options
 * @returns {Promise<TemporalServer>}
 */
export async function startTemporal({ program, folder, logFile, namespace = "default", guard }) {
  const previous = folder ? await clearLeftOver(folder) : undefined;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? previous?.port : undefined);
    const uiPort = await freePort(attempt === 1 ? previous?.uiPort : undefined);
    try {
      return await launch({ program, folder, logFile, namespace, guard, port, uiPort });
    } catch (error) {
      // Another program may take a port between the look and the listening.
      if (attempt === 3) throw error;
    }
  }
}

/**
 * @param {{ program: string, folder?: string, logFile: string, namespace: string, guard?: import("./guard.mjs").Guard, port: number, uiPort: number }} options
 * @returns {Promise<TemporalServer>}
 */
async function launch({ program, folder, logFile, namespace, guard, port, uiPort }) {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const where = [
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
    "--ui-port",
    String(uiPort),
    "--namespace",
    namespace,
  ];
  const keep = folder ? ["--db-filename", join(folder, "temporal.sqlite")] : [];
  const raised = Object.entries(limits).flatMap(([name, value]) => [
    "--dynamic-config-value",
    `${name}=${value}`,
  ]);
  const child = spawn(
    program,
    ["server", "start-dev", ...where, ...keep, ...raised, "--log-level", "error"],
    {
      detached: true,
      stdio: ["ignore", log, log],
    },
  );
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(1));
  });
  const pid = child.pid ?? 0;
  guard?.watch(pid, { signal: "SIGTERM", rank: 1 });
  child.once("exit", () => guard?.forget(pid));
  if (folder) writeFileSync(join(folder, "process.json"), JSON.stringify({ pid, port, uiPort }));
  if (!(await becomesReady(port, child))) {
    await stopProcess(pid);
    const said = readFileSync(logFile, "utf8").slice(logStart).trim().split("\n").slice(-8).join("\n");
    throw new Error(`Temporal did not start (log: ${logFile}):\n${said}`);
  }
  return { address: `127.0.0.1:${port}`, uiPort, pid, exited, stop: () => stopProcess(pid) };
}

/** @param {number} port @param {import("node:child_process").ChildProcess} child */
async function becomesReady(port, child) {
  const deadline = Date.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && child.pid && Date.now() < deadline) {
    if (await accepts(port)) return true;
    await delay(50);
  }
  return false;
}

/** @param {number} port @returns {Promise<boolean>} */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Stops a server that a killed start left running on this folder.
 * @param {string} folder
 * @returns {Promise<{ port: number, uiPort: number } | undefined>} the ports it had
 */
async function clearLeftOver(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "process.json");
  try {
    const { pid, port, uiPort } = JSON.parse(readFileSync(file, "utf8"));
    if (isAlive(pid) && commandOf(pid).includes(folder)) await stopProcess(pid);
    rmSync(file);
    return { port, uiPort };
  } catch {
    return undefined;
  }
}
