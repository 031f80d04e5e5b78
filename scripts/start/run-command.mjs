import { spawn } from "node:child_process";
import { checkout } from "../services/folders.mjs";

/**
 * Runs a command to its end, with its output kept for the error message.
 * @param {string} command
 * @param {string[]} args
 * @param {{ environment?: Record<string, string | undefined>, tell?: import("./report.mjs").Tell }} [options]
 * @returns {Promise<string>} what it wrote
 */
export function runCommand(command, args, { environment = {}, tell } = {}) {
  return new Promise((resolve, reject) => {
    let written = "";
    const child = spawn(command, args, {
      cwd: checkout,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        written = (written + chunk.toString()).slice(-20_000);
        if (tell) tell(lastLine(written));
      });
    }
    child.on("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(written);
      else reject(new Error(`${command} ${args.join(" ")} failed (${signal ?? code}):\n${written.trim()}`));
    });
  });
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1)?.slice(0, 100) ?? "";
}
