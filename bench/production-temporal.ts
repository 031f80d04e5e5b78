import { execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import { msToTs } from "@temporalio/common/lib/time";
import { cacheFolder } from "#scripts/services/folders.mjs";
import type { Guard } from "#scripts/services/guard.mjs";
import { isPortFree } from "#scripts/services/ports.mjs";
import { stopProcess } from "#scripts/services/process-table.mjs";
import { limits } from "#scripts/services/temporal.mjs";

const RELEASE = "1.29.1";
const SHARDS = 4;
const READY_WITHIN = 60_000;

export interface ProductionTemporal {
  address: string;
  stop(): Promise<void>;
}

export interface ProductionOptions {
  /** For its configuration and log. */
  folder: string;
  /** Of a database on the server that is to keep Temporal's state. */
  ownerUrl: string;
  guard: Guard;
  tell: (line: string) => void;
}

/**
 * The Temporal server that people run in production, with Postgres persistence, on free loopback ports.
 * Built with Go once and kept in the per-user cache.
 */
export async function startProductionTemporal(options: ProductionOptions): Promise<ProductionTemporal> {
  const { folder, ownerUrl, guard, tell } = options;
  const programs = buildPrograms(tell);
  const postgres = new URL(ownerUrl);
  makeDatabases(programs.sql, postgres);
  const port = await writeConfiguration(folder, postgres);
  const log = openSync(join(folder, "temporal-server.log"), "a", 0o600);
  const child = spawn(
    programs.server,
    ["--root", folder, "--config", "config", "--env", "bench", "--allow-no-auth", "start"],
    { detached: true, stdio: ["ignore", log, log] },
  );
  const pid = child.pid ?? 0;
  guard.watch(pid, { signal: "SIGTERM", rank: 1 });
  const address = `127.0.0.1:${port}`;
  await makeNamespace(address);
  return { address, stop: () => stopProcess(pid) };
}

function buildPrograms(tell: ProductionOptions["tell"]): { server: string; sql: string } {
  const folder = join(cacheFolder(), "temporal", `server-${RELEASE}`);
  const unfinished = `${folder}.${process.pid}`;
  if (!existsSync(join(folder, "server")) || !existsSync(join(folder, "sql"))) {
    tell(`building the Temporal server ${RELEASE} with Go, some minutes`);
    for (const program of ["cmd/server", "cmd/tools/sql"]) {
      const env = { ...process.env, GOBIN: unfinished, GOFLAGS: "-trimpath", CGO_ENABLED: "0" };
      execFileSync("go", ["install", `go.temporal.io/server/${program}@v${RELEASE}`], { env });
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  }
  return { server: join(folder, "server"), sql: join(folder, "sql") };
}

/** Makes both databases; their schema is embedded in Temporal's own tool. */
function makeDatabases(sql: string, { hostname, port, username, password }: URL): void {
  const server = ["--plugin", "postgres12", "--endpoint", hostname, "--port", port, "--user", username];
  const env = { ...process.env, SQL_PASSWORD: decodeURIComponent(password) };
  for (const [database, schema] of [
    ["temporal", "postgresql/v12/temporal"],
    ["temporal_visibility", "postgresql/v12/visibility"],
  ] as const) {
    const run = (...command: string[]) =>
      execFileSync(sql, [...server, "--db", database, ...command], { env, stdio: "pipe" });
    run("create");
    run("setup-schema", "-v", "0.0");
    run("update-schema", "--schema-name", schema);
  }
}

/** JSON is YAML. Returns the frontend's port. */
async function writeConfiguration(folder: string, postgres: URL): Promise<number> {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: "postgres12",
      databaseName,
      connectAddr: postgres.host,
      connectProtocol: "tcp",
      user: postgres.username,
      password: decodeURIComponent(postgres.password),
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: "1h",
    },
  });
  const services: Record<string, object> = {};
  let frontend = 0;
  for (const name of ["frontend", "matching", "history", "worker"]) {
    const grpcPort = await lowPort();
    if (name === "frontend") frontend = grpcPort;
    services[name] = { rpc: { grpcPort, membershipPort: await lowPort(), bindOnLocalHost: true } };
  }
  const dynamic = join(folder, "dynamic.yaml");
  const configuration = {
    log: { stdout: true, level: "error" },
    persistence: {
      defaultStore: "default",
      visibilityStore: "visibility",
      numHistoryShards: SHARDS,
      datastores: { default: store("temporal", 20), visibility: store("temporal_visibility", 4) },
    },
    global: { membership: { maxJoinDuration: "30s", broadcastAddress: "127.0.0.1" } },
    services,
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: "active",
      currentClusterName: "active",
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: "frontend",
          rpcAddress: `127.0.0.1:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: "noop" },
    dynamicConfigClient: { filepath: dynamic, pollInterval: "1h" },
  };
  const values = Object.entries(limits).map(([name, value]) => [name, [{ value }]]);
  mkdirSync(join(folder, "config"), { recursive: true });
  writeFileSync(dynamic, JSON.stringify(Object.fromEntries(values)));
  writeFileSync(join(folder, "config", "bench.yaml"), JSON.stringify(configuration));
  return frontend;
}

/** Temporal keeps its members' ports as 16 bits with a sign. */
async function lowPort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isPortFree(port)) return port;
  }
}

/** Waits for the server by asking until it takes the namespace. */
async function makeNamespace(address: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      const workflowExecutionRetentionPeriod = msToTs("1 day");
      await connection.workflowService
        .registerNamespace({ namespace: "default", workflowExecutionRetentionPeriod })
        .catch((error: unknown) => {
          if (!/already exists/i.test(String(error))) throw error;
        });
      // The registry of namespaces is read afresh every few seconds.
      await connection.workflowService.getSystemInfo({});
      await connection.workflowService.listOpenWorkflowExecutions({
        namespace: "default",
        maximumPageSize: 1,
      });
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(500);
    }
  }
}
