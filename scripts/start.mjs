// npm start: sets up what is missing, starts the studio and keeps it running until Ctrl-C or SIGTERM.
// npm run dev: the same with reload (--dev). Only Node's own modules may be imported before the packages are in.
import { join } from "node:path";
import { checkout, dataFolder, makeDataFolder } from "./services/folders.mjs";
import { startGuard } from "./services/guard.mjs";
import { commandOf, isAlive, parentOf } from "./services/process-table.mjs";
import { withLock } from "./start/file-lock.mjs";
import { claimInstance } from "./start/instance-record.mjs";
import { checkMachine } from "./start/node-version.mjs";
import { installPackages } from "./start/packages.mjs";
import { step } from "./start/report.mjs";
import { Commands } from "./start/run-command.mjs";

checkMachine();
const isDevelopment = process.argv.includes("--dev");
const aborted = new AbortController();
const guard = startGuard();
const commands = new Commands(guard);
/** @type {import("./start/instance-record.mjs").InstanceClaim | undefined} */
let claim;
/** @type {import("./start/instance.mjs").Instance | undefined} */
let instance;
/** @type {Promise<void> | undefined} */
let ending;

endWithNpm();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, onSignal);
try {
  await start();
} catch (error) {
  await end(error);
}

async function start() {
  const folder = makeDataFolder(dataFolder());
  claim = await step(`Data folder ${folder}`, (tell) => claimInstance(folder, tell));
  claim.note({ guard: guard.pid });
  const lock = join(checkout, ".data", "packages.lock");
  await step("Packages", (tell) => withLock(lock, tell, () => installPackages(commands, tell)));
  const { Instance, readSettings } = await import("./start/instance.mjs");
  const settings = await readSettings();
  aborted.signal.throwIfAborted();
  instance = new Instance({ folder, settings, claim, guard, isDevelopment });
  instance.onGivingUp = (error) => void end(error);
  await instance.choosePort();
  await instance.startServices();
  const signIn = await prepare({ folder, settings, running: instance });
  aborted.signal.throwIfAborted();
  await startPrograms(instance);
  const { showReady } = await import("./start/show-ready.mjs");
  showReady({ url: instance.url, folder, isDevelopment, ...signIn });
}

/**
 * What the web and worker processes need before they start.
 * @param {{ folder: string, settings: import("./start/instance.mjs").Settings, running: import("./start/instance.mjs").Instance }} options
 */
async function prepare({ folder, settings, running }) {
  const { buildLock, buildWeb, buildWorker, generateClient } = await import("./start/build.mjs");
  const { seedOnce } = await import("./start/first-sign-in.mjs");
  const { ownerUrl } = running;
  const environment = running.environment();
  const { listCustomActivities, watchCustomActivities } = await import("./list-custom-activities.mjs");
  listCustomActivities();
  if (isDevelopment) watchCustomActivities();
  await step("Database client", (tell) => withLock(buildLock, tell, () => generateClient(commands, tell)));
  const signIn = await step("First workspace", (tell) =>
    seedOnce({ folder, ownerUrl, settings, environment, commands, tell }),
  );
  if (!isDevelopment) {
    await step("Worker build", (tell) => withLock(buildLock, tell, () => buildWorker(commands, tell)));
    await step("Web build", (tell) => withLock(buildLock, tell, () => buildWeb(commands, tell)));
  }
  return signIn;
}

/** @param {import("./start/instance.mjs").Instance} running */
async function startPrograms(running) {
  const { awaitHealth } = await import("./start/await-health.mjs");
  await step("Web and worker", async (tell) => {
    await running.startPrograms();
    const url = `${running.url.replace("localhost", "127.0.0.1")}/api/health`;
    await awaitHealth(url, { milliseconds: 120_000, tell, signal: aborted.signal });
  });
}

function onSignal() {
  if (ending) return;
  console.log("Stopping.");
  void end();
}

/** npm killed outright cannot pass the end on, so under npm its end is ours: nothing is to run on unseen. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  // npm runs a script through a shell, which may or may not stay between the two.
  const npm = [process.ppid, parentOf(process.ppid)].find((pid) => /\bnpm\b/.test(commandOf(pid)));
  if (npm) setInterval(() => isAlive(npm) || void end(), 250).unref();
}

/** Ends in order, once. @param {unknown} [error] */
function end(error) {
  ending ??= (async () => {
    aborted.abort();
    claim?.note({ ending: true });
    if (error) console.error(`\n${error instanceof Error ? error.message : error}`);
    await commands.stop();
    await instance?.stop();
    claim?.release();
    guard.close();
    process.exit(error ? 1 : 0);
  })();
  return ending;
}
