import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { commandOf, isAlive, stopProcess, waitForEnd } from "../services/process-table.mjs";
import { writePrivateFile } from "../services/secrets.mjs";
import { tryLock } from "./file-lock.mjs";

/**
 * @typedef {object} InstanceRecord
 * @property {number} pid of the start script
 * @property {number} [guard]
 * @property {string} [url]
 * @property {boolean} [ending] set once it has begun to stop
 * @property {Record<string, number>} children web and worker, by name
 */

const patience = 2_000;
const longestEnding = 60_000;

/**
 * Claims a data folder for this start. One that is just ending is waited for. What a killed start left running is ended first: its guard is given
 * the time to stop the services in order, then anything else it had recorded is stopped.
 * @param {string} folder
 * @param {import("./report.mjs").Tell} tell
 */
export async function claimInstance(folder, tell) {
  const started = Date.now();
  let previous = readRecord(folder);
  while (!tryLock(join(folder, "instance.lock"))) {
    if (Date.now() - started > (previous?.ending ? longestEnding : patience))
      throw alreadyRunning(folder, previous);
    if (previous?.ending) tell("waiting for the previous start to end");
    await delay(100);
    previous = readRecord(folder) ?? previous;
  }
  if (previous) await endLeftOvers(previous, tell);
  return new InstanceClaim(folder);
}

/** @param {string} folder @param {InstanceRecord | undefined} record */
function alreadyRunning(folder, record) {
  const where = record?.url ? ` at ${record.url}` : "";
  return new Error(
    `Throughline already runs from ${folder}${where} (process ${record?.pid}). Stop it first, ` +
      "or set another DATA_DIR and PORT to run a second instance beside it.",
  );
}

/** @param {InstanceRecord} previous @param {import("./report.mjs").Tell} tell */
async function endLeftOvers(previous, tell) {
  const { guard, children } = previous;
  if (guard && isAlive(guard) && commandOf(guard).includes("guard-process")) {
    tell("waiting for the previous start's services to end");
    await waitForEnd(guard, 45_000);
  }
  for (const pid of Object.values(children)) {
    // `next start` renames itself, so its command line no longer names the checkout.
    if (isAlive(pid) && /\bnext\b|next-server|worker\.(mjs|ts)/.test(commandOf(pid))) await stopProcess(pid);
  }
}

/** @param {string} folder @returns {InstanceRecord | undefined} */
function readRecord(folder) {
  const file = join(folder, "instance.json");
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the record of what runs, for the next start to find should this one be killed. */
export class InstanceClaim {
  #folder;
  /** @type {InstanceRecord} */
  #record = { pid: process.pid, children: {} };

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
    this.note({});
  }

  /** @param {Partial<InstanceRecord>} change */
  note(change) {
    Object.assign(this.#record, change);
    writePrivateFile(join(this.#folder, "instance.json"), JSON.stringify(this.#record));
  }

  /** @param {string} name @param {number | undefined} pid */
  noteChild(name, pid) {
    const { [name]: _, ...others } = this.#record.children;
    this.note({ children: pid ? { ...others, [name]: pid } : others });
  }

  release() {
    rmSync(join(this.#folder, "instance.json"), { force: true });
    rmSync(join(this.#folder, "instance.lock"), { force: true });
  }
}
