// npm start: sets up what is missing, starts the studio and keeps it running until Ctrl-C or SIGTERM.
// npm run dev: the same with reload (--dev). Only Node's own modules may be imported here before the packages are in.
import { join } from "node:path";
import { dataFolder, makeDataFolder } from "./services/folders.mjs";
import { withLock } from "./start/file-lock.mjs";
import { claimInstance } from "./start/instance-record.mjs";
import { checkMachine } from "./start/node-version.mjs";
import { installPackages } from "./start/packages.mjs";
import { step } from "./start/report.mjs";

const isDevelopment = process.argv.includes("--dev");
const aborted = new AbortController();
/** @type {import("./start/instance.mjs").Instance | undefined} */
let instance;
/** @type {Promise<void> | undefined} */
let stopping;

checkMachine();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, onSignal);
try {
  await start();
} catch (error) {
  if (!aborted.signal.aborted) await end(error);
}

async function start() {
  const { buildLock, buildWeb, buildWorker, generateClient } = await prepare();
  const { Instance, readSettings } = await import("./start/instance.mjs");
  const settings = await readSettings();
  const folder = makeDataFolder(dataFolder());
  const claim = await step(`Data folder ${folder}`, (tell) => claimInstance(folder, tell));
  aborted.signal.throwIfAborted();
  instance = new Instance({ folder, settings, claim, isDevelopment });
  instance.onGivingUp = (error) => void end(error);
  await instance.startServices();
  await step("Database client", (tell) => withLock(buildLock, tell, () => generateClient(tell)));
  const { seedOnce } = await import("./start/first-sign-in.mjs");
  const { ownerUrl } = instance;
  const environment = instance.environment();
  const { signIn, isNew } = await step("Seed", (tell) =>
    seedOnce({ folder, ownerUrl, settings, environment, tell }),
  );
  if (!isDevelopment) {
    await step("Worker", (tell) => withLock(buildLock, tell, () => buildWorker(tell)));
    await step("Web application", (tell) => withLock(buildLock, tell, () => buildWeb(tell)));
  }
  aborted.signal.throwIfAborted();
  await startPrograms(instance);
  const { showReady } = await import("./start/show-ready.mjs");
  showReady({ url: instance.url, folder, signIn, isNew, isDevelopment });
}

/** Packages first: everything after may use them. */
async function prepare() {
  const lock = join(dataFolder({ DATA_DIR: ".data" }), "packages.lock");
  await step("Packages", (tell) => withLock(lock, tell, () => installPackages(tell)));
  return import("./start/build.mjs");
}

/** @param {import("./start/instance.mjs").Instance} running */
async function startPrograms(running) {
  const { awaitHealth } = await import("./start/await-health.mjs");
  await step("Starting", async (tell) => {
    await running.startPrograms();
    await awaitHealth(`${running.url}/api/health`, { milliseconds: 120_000, tell, signal: aborted.signal });
  });
}

function onSignal() {
  if (stopping) return;
  console.log("Stopping.");
  void end();
}

/** @param {unknown} [error] */
function end(error) {
  stopping ??= (async () => {
    aborted.abort();
    if (error) console.error(`\n${error instanceof Error ? error.message : error}`);
    await instance?.stop();
    process.exit(error ? 1 : 0);
  })();
  return stopping;
}
