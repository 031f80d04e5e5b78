import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Whether a process with this id runs. A zombie counts as gone: it holds no file and no port.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * The command line of a process, or an empty string when it is gone or cannot be read.
 * Process ids are reused, so nothing is stopped by its number alone.
 * @param {number} pid
 */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    if (process.platform === "linux") return "";
  }
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/**
 * The parent of a process, or 0 when it is gone or cannot be read.
 * @param {number} pid
 */
export function parentOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[1]);
  } catch {
    if (process.platform === "linux") return 0;
  }
  try {
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return 0;
  }
}

/**
 * Waits until a process is gone; answers whether it went within the time.
 * @param {number} pid
 * @param {number} milliseconds
 */
export async function waitForEnd(pid, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/**
 * Asks a process, the leader of a group of its own, to end; when it does not in time, kills it. Whatever is
 * left of its group then is killed too.
 * @param {number} pid
 * @param {{ signal?: NodeJS.Signals, graceMilliseconds?: number }} [options]
 */
export async function stopProcess(pid, { signal = "SIGTERM", graceMilliseconds = 10_000 } = {}) {
  sendSignal(pid, signal);
  const ended = await waitForEnd(pid, graceMilliseconds);
  // What it started itself is in its group and may not have heard of the end.
  sendSignal(-pid, "SIGKILL");
  if (ended) return;
  sendSignal(pid, "SIGKILL");
  await waitForEnd(pid, 5_000);
}

/**
 * Sends a signal; a process or group that is already gone is no error.
 * @param {number} pid negative for a process group
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which is what was wanted.
  }
}
