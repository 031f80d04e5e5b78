import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./folders.mjs";

/** The release this product is tested with; its server is 1.29.1. */
export const testedRelease = "1.5.1";
const lowestServer = [1, 27];
const firstUntestedServer = [1, 33];

/** @typedef {(text: string) => void} Tell shows one line of progress */
/** @typedef {{ path: string, version: string } | { reason: string }} Found */

/**
 * The path of a Temporal program that runs here: on PATH, in the per-user cache, downloaded, or built with Go.
 * @param {Tell} tell
 * @returns {Promise<string>}
 */
export async function findTemporal(tell) {
  /** @type {string[]} */
  const reasons = [];
  for (const path of candidates()) {
    const found = tryTemporal(path);
    if ("path" in found) return found.path;
    reasons.push(found.reason);
    tell(found.reason);
  }
  for (const obtain of [download, buildWithGo]) {
    const outcome = await obtain(tell);
    if ("path" in outcome) return outcome.path;
    reasons.push(outcome.reason);
    tell(outcome.reason);
  }
  throw new Error(
    `No Temporal server could be had:\n${reasons.map((reason) => `  - ${reason}`).join("\n")}\n` +
      "Install the Temporal CLI (https://docs.temporal.io/cli/setup-cli, on a Mac: brew install temporal), or install " +
      "Go 1.24 or later and start again, or set TEMPORAL_ADDRESS to a server of your own.",
  );
}

/** Programs that may be there already, the user's own first. */
function candidates() {
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "temporal"));
  return [
    ...onPath.filter((path) => existsSync(path)).slice(0, 1),
    ...cached(downloadFolder()),
    ...cached(goFolder()),
  ];
}

const downloadFolder = () => join(cacheFolder(), "temporal", `download-${testedRelease}`);
const goFolder = () => join(cacheFolder(), "temporal", `go-${testedRelease}`);

/** @param {string} folder */
function cached(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith("temporal") && !name.includes(".downloading") && !name.endsWith(".tmp"))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/**
 * Runs a program to see that it is a Temporal CLI of a version that fits.
 * @param {string} path
 * @returns {Found}
 */
export function tryTemporal(path) {
  const run = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  if (run.status !== 0) return { reason: `${path} does not run: ${run.error?.message ?? run.stderr.trim()}` };
  const server = /Server (\d+)\.(\d+)\.\d+/.exec(run.stdout);
  if (!server) return { reason: `${path} does not say which Temporal server it holds: ${run.stdout.trim()}` };
  const version = [Number(server[1]), Number(server[2])];
  if (isBefore(version, lowestServer) || !isBefore(version, firstUntestedServer)) {
    const range = `${lowestServer.join(".")} up to, not including, ${firstUntestedServer.join(".")}`;
    return {
      reason: `${path} holds Temporal server ${version.join(".")}, outside the tested range (${range})`,
    };
  }
  return { path, version: server[0] };
}

/** @param {number[]} version @param {number[]} other */
function isBefore([major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]) {
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

/**
 * The official download, through the SDK, which knows the address, the platform and the proxy.
 * @param {Tell} tell
 * @returns {Promise<Found>}
 */
async function download(tell) {
  const folder = downloadFolder();
  mkdirSync(folder, { recursive: true });
  const program = fileURLToPath(new URL("./download-temporal.mjs", import.meta.url));
  const outcome = await runShowingProgress({
    command: process.execPath,
    args: [program, folder, testedRelease],
    progress: () => `downloading Temporal ${testedRelease} (${Math.round(sizeOf(folder) / 1e6)} MB so far)`,
    milliseconds: 10 * 60_000,
    tell,
  });
  const path = cached(folder)[0];
  if (path) return tryTemporal(path);
  return { reason: `The official download failed: ${lastLine(outcome) || "no file arrived"}` };
}

/** @param {Tell} tell @returns {Promise<Found>} */
async function buildWithGo(tell) {
  if (spawnSync("go", ["version"], { stdio: "ignore" }).status !== 0)
    return { reason: "Go is not installed" };
  const folder = goFolder();
  const unfinished = `${folder}.${process.pid}`;
  const started = Date.now();
  const outcome = await runShowingProgress({
    command: "go",
    args: ["install", `github.com/temporalio/cli/cmd/temporal@v${testedRelease}`],
    environment: { GOBIN: unfinished, GOFLAGS: "-trimpath", CGO_ENABLED: "0" },
    progress: () =>
      `building Temporal ${testedRelease} with Go (${Math.round((Date.now() - started) / 1000)} s of about 150)`,
    milliseconds: 30 * 60_000,
    tell,
  });
  if (!existsSync(join(unfinished, "temporal")))
    return { reason: `Go could not build Temporal: ${lastLine(outcome)}` };
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return tryTemporal(join(folder, "temporal"));
}

/**
 * @param {{ command: string, args: string[], environment?: Record<string, string>, progress: () => string, milliseconds: number, tell: Tell }} options
 * @returns {Promise<string>} what it wrote
 */
function runShowingProgress({ command, args, environment = {}, progress, milliseconds, tell }) {
  return new Promise((resolve) => {
    let written = "";
    const child = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: milliseconds,
    });
    tell(progress());
    const ticker = setInterval(() => tell(progress()), 5_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        written = (written + chunk.toString()).slice(-4_000);
      });
    }
    child.on("error", (error) => {
      written += error.message;
    });
    child.on("close", () => {
      clearInterval(ticker);
      resolve(written);
    });
  });
}

/** @param {string} folder */
function sizeOf(folder) {
  return readdirSync(folder).reduce((sum, name) => sum + (statSync(join(folder, name)).size || 0), 0);
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? "";
}
