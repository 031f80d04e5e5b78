import { createRequire } from "node:module";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { appUrlFor } from "../database/app-role.mjs";
import { migrate } from "../database/migrate.mjs";
import { findTemporal } from "../services/find-temporal.mjs";
import { startPostgres } from "../services/postgres.mjs";
import { keptSecrets } from "../services/secrets.mjs";
import { startTemporal } from "../services/temporal.mjs";
import { workerProgram, workflowBundle } from "./build.mjs";
import { choosePort, giveBackPort } from "./choose-port.mjs";
import { launchProgram } from "./launch-program.mjs";
import { step } from "./report.mjs";
import { Supervised } from "./supervise.mjs";

/** @typedef {import("../../server/platform/env.ts").Settings} Settings */

/**
 * What the user has set, checked by the same schema that the web and worker processes use.
 * @returns {Promise<Settings>}
 */
export async function readSettings() {
  const module = await tsImport("../../server/platform/env.ts", import.meta.url);
  return module.readSettings();
}

/**
 * One running Throughline: the services it brings, the web and worker processes, and the order in which they
 * start and stop.
 */
export class Instance {
  #folder;
  #settings;
  #claim;
  #isDevelopment;
  #secrets;
  #guard;
  /** @type {Supervised<import("../services/postgres.mjs").PostgresServer> | undefined} */
  #postgres;
  /** @type {Supervised<import("../services/temporal.mjs").TemporalServer> | undefined} */
  #temporal;
  /** @type {Supervised<import("./supervise.mjs").Part>[]} */
  #programs = [];
  #temporalAddress = "";
  #ownerUrl = "";
  #port = 0;

  /** Called when a part keeps failing; the start script then stops everything. @type {(error: Error) => void} */
  onGivingUp = () => {};

  /**
   * @param {{ folder: string, settings: Settings, claim: import("./instance-record.mjs").InstanceClaim, guard: import("../services/guard.mjs").Guard, isDevelopment: boolean }} options
   */
  constructor({ folder, settings, claim, guard, isDevelopment }) {
    this.#folder = folder;
    this.#settings = settings;
    this.#claim = claim;
    this.#isDevelopment = isDevelopment;
    this.#secrets = keptSecrets(folder);
    this.#guard = guard;
  }

  get ownerUrl() {
    return this.#ownerUrl;
  }

  get url() {
    return `http://localhost:${this.#port}`;
  }

  /** @param {string} name */
  logFile(name) {
    return join(this.#folder, "logs", `${name}.log`);
  }

  /** At the beginning, so that a port that is taken is said at once; and again when it is to be listened on. */
  async choosePort() {
    this.#port = await choosePort(this.#settings.PORT, this.#port);
    this.#claim.note({ url: this.url });
  }

  async startServices() {
    if (this.#settings.DATABASE_URL) this.#ownerUrl = this.#settings.DATABASE_URL;
    else await step("Postgres", () => this.#startPostgres());
    if (this.#settings.TEMPORAL_ADDRESS) this.#temporalAddress = this.#settings.TEMPORAL_ADDRESS;
    else await step("Temporal", (tell, conclude) => this.#startTemporal(tell, conclude));
    await step("Database schema", async (_, conclude) => {
      const applied = await migrate({ ownerUrl: this.#ownerUrl, appUrl: this.#appUrl() });
      conclude(applied.length > 0 ? `${applied.length} migrations` : "up to date");
    });
  }

  async #startPostgres() {
    const launch = async () => {
      const server = await startPostgres({
        folder: join(this.#folder, "postgres"),
        password: this.#secrets.databaseOwnerPassword,
        logFile: this.logFile("postgres"),
        guard: this.#guard,
      });
      await this.#adopt(() => {
        this.#ownerUrl = server.ownerUrl("throughline");
      });
      return server;
    };
    this.#postgres = new Supervised({
      name: "Postgres server",
      launch,
      onGivingUp: (error) => this.onGivingUp(error),
    });
    await this.#postgres.start();
  }

  /** @param {import("./report.mjs").Tell} tell @param {import("./report.mjs").Tell} conclude */
  async #startTemporal(tell, conclude) {
    const program = await findTemporal(tell);
    const launch = async () => {
      const server = await startTemporal({
        program,
        folder: join(this.#folder, "temporal"),
        logFile: this.logFile("temporal"),
        namespace: this.#settings.TEMPORAL_NAMESPACE,
        guard: this.#guard,
      });
      await this.#adopt(() => {
        this.#temporalAddress = server.address;
      });
      return server;
    };
    this.#temporal = new Supervised({
      name: "Temporal server",
      launch,
      onGivingUp: (error) => this.onGivingUp(error),
    });
    const server = await this.#temporal.start();
    conclude(`its own pages at http://127.0.0.1:${server.uiPort}`);
  }

  /**
   * Takes over the address of a service. One that was started again usually has the port it had; if that was
   * taken, the programs are started again too, for they were told the old one.
   * @param {() => void} change
   */
  async #adopt(change) {
    const before = `${this.#ownerUrl} ${this.#temporalAddress}`;
    change();
    if (before !== `${this.#ownerUrl} ${this.#temporalAddress}`) {
      await Promise.all(this.#programs.map((program) => program.restart()));
    }
  }

  #appUrl() {
    return this.#settings.APP_DATABASE_URL ?? appUrlFor(this.#ownerUrl, this.#secrets.databaseAppPassword);
  }

  /** Everything a process of ours is told. The owner's URL is not in it: they work as the app's role. */
  environment() {
    const { PUBLIC_URL, NEXTAUTH_SECRET, ENCRYPTION_KEY } = this.#settings;
    return {
      NODE_ENV: this.#isDevelopment ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATA_DIR: this.#folder,
      DATABASE_URL: "",
      APP_DATABASE_URL: this.#appUrl(),
      TEMPORAL_ADDRESS: this.#temporalAddress,
      TEMPORAL_NAMESPACE: this.#settings.TEMPORAL_NAMESPACE,
      PORT: String(this.#port || ""),
      PUBLIC_URL: PUBLIC_URL ?? this.url,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL || (PUBLIC_URL ?? this.url),
      NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? this.#secrets.nextauthSecret,
      ENCRYPTION_KEY: ENCRYPTION_KEY?.join(",") ?? this.#secrets.encryptionKey,
      WORKFLOW_BUNDLE: this.#isDevelopment ? "" : workflowBundle,
    };
  }

  /** Starts web and worker and waits until the instance says that all of it is well. */
  async startPrograms() {
    await this.choosePort();
    const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
    const where = ["-H", this.#settings.HOST, "-p", String(this.#port)];
    const worker = this.#isDevelopment
      ? ["--watch", "--import", "tsx", "worker.ts"]
      : ["--enable-source-maps", workerProgram];
    await Promise.all([
      this.#startProgram("web", [next, this.#isDevelopment ? "dev" : "start", ...where], 5_000),
      this.#startProgram("worker", worker, 30_000),
    ]);
  }

  /** @param {"web" | "worker"} name @param {string[]} args @param {number} graceMilliseconds */
  async #startProgram(name, args, graceMilliseconds) {
    const launch = async () => {
      const program = launchProgram({
        args,
        environment: this.environment(),
        logFile: this.logFile(name),
        onTerminal: this.#isDevelopment,
        graceMilliseconds,
        guard: this.#guard,
      });
      this.#claim.noteChild(name, program.pid);
      return program;
    };
    const program = new Supervised({
      name: `${name} process`,
      launch,
      onGivingUp: (error) => this.onGivingUp(error),
    });
    this.#programs.push(program);
    await program.start();
  }

  /** Stops all of it: first who uses the services, then the services. */
  async stop() {
    await Promise.all(this.#programs.map((program) => program.stop()));
    await Promise.all([this.#temporal?.stop(), this.#postgres?.stop()]);
    if (this.#port) giveBackPort(this.#port);
  }
}
