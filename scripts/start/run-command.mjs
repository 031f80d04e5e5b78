import { spawn } from "node:child_process";
import { checkout } from "../services/folders.mjs";
import { stopProcess } from "../services/process-table.mjs";

/** Runs commands of the set-up so that none outlives this process, however it ends. */
export class Commands {
  #guard;
  /** @type {Set<number>} */
  #running = new Set();

  /** @param {import("../services/guard.mjs").Guard} guard */
  constructor(guard) {
    this.#guard = guard;
  }

  /**
   * Runs a command in the checkout to its end.
   * @param {string} command
   * @param {string[]} args
   * @param {{ environment?: Record<string, string | undefined>, tell?: import("./report.mjs").Tell }} [options]
   * @returns {Promise<string>} what it wrote
   * @throws with what it wrote, when it fails
   */
  async run(command, args, { environment = {}, tell } = {}) {
    const child = spawn(command, args, {
      cwd: checkout,
      env: { ...process.env, ...environment },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid) this.#add(child.pid);
    let written = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        written = (written + chunk.toString()).slice(-20_000);
        if (tell) tell(lastLine(written));
      });
    }
    const failure = await new Promise((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) => resolve(code === 0 ? "" : `ended with ${signal ?? code}`));
    });
    if (child.pid) this.#remove(child.pid);
    if (failure) throw new Error(`${command} ${args.join(" ")}: ${failure}\n${written.trim()}`);
    return written;
  }

  async stop() {
    await Promise.all([...this.#running].map((pid) => stopProcess(pid, { graceMilliseconds: 5_000 })));
  }

  /** @param {number} pid */
  #add(pid) {
    this.#running.add(pid);
    this.#guard.watch(pid, { signal: "SIGTERM", rank: 3 });
  }

  /** @param {number} pid */
  #remove(pid) {
    this.#running.delete(pid);
    this.#guard.forget(pid);
  }
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1)?.slice(0, 100) ?? "";
}
