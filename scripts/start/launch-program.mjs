import { spawn } from "node:child_process";
import { mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { checkout } from "../services/folders.mjs";
import { stopProcess } from "../services/process-table.mjs";

const largestLog = 20 * 1024 * 1024;

/**
 * Starts a Node program of ours with its output in a log file, or on the terminal.
 * @param {{ args: string[], environment: Record<string, string | undefined>, logFile: string, onTerminal: boolean, graceMilliseconds: number, guard: import("../services/guard.mjs").Guard }} options
 */
export function launchProgram({ args, environment, logFile, onTerminal, graceMilliseconds, guard }) {
  const output = onTerminal ? "inherit" : openLog(logFile);
  const child = spawn(process.execPath, args, {
    cwd: checkout,
    env: { ...process.env, ...environment },
    // A session of its own: Ctrl-C reaches the start script alone, which then stops the parts in order.
    detached: true,
    stdio: ["ignore", output, output],
  });
  const pid = child.pid ?? 0;
  guard.watch(pid, { signal: "SIGTERM", rank: 2 });
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => {
      guard.forget(pid);
      resolve(code);
    });
  });
  return { pid, exited, stop: () => stopProcess(pid, { graceMilliseconds }) };
}

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}
