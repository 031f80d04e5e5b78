import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Guard
 * @property {number} pid
 * @property {(pid: number, how: { signal: NodeJS.Signals, rank: number }) => void} watch Adds a process; lower ranks are stopped later.
 * @property {(pid: number) => void} forget
 * @property {() => void} close Stops whatever is still watched, in its own time, then ends.
 */

/**
 * Starts a small process that outlives this one by a moment: when this process ends in any way, even by
 * kill -9, the guard sees its pipe close and stops the services in order, so none is left behind.
 * @returns {Guard}
 */
export function startGuard() {
  const program = fileURLToPath(new URL("./guard-process.mjs", import.meta.url));
  const child = spawn(process.execPath, [program], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  const pipe = child.stdin;
  // The pipe breaks only if the guard itself was killed; the next start cleans up in that case.
  pipe.on("error", () => {});
  if ("unref" in pipe && typeof pipe.unref === "function") pipe.unref();
  /** @param {object} message */
  const tell = (message) => pipe.write(`${JSON.stringify(message)}\n`);
  return {
    pid: child.pid ?? 0,
    watch: (pid, how) => tell({ watch: pid, ...how }),
    forget: (pid) => tell({ forget: pid }),
    close: () => pipe.end(),
  };
}
