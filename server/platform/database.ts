import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { environment } from "#server/platform/env.ts";
import { askingPostgres } from "#server/platform/postgres-errors.ts";
import {
  type TransactionStart,
  transactionStart,
  WorkspaceClient,
} from "#server/platform/workspace-client.ts";

/** What a function gets inside a transaction: every query sees the actor's workspace only. */
export type Transaction = Prisma.TransactionClient;

export interface TransactOptions {
  isolation?: TransactionStart["isolation"];
  /** Milliseconds the transaction may last. */
  timeout?: number;
  /** How often it is begun again after a deadlock or a serialisation failure. */
  retries?: number;
}

interface Database {
  pool: pg.Pool;
  prisma: PrismaClient;
}

/** On globalThis, so that a reload in development keeps one pool. */
const holder = globalThis as typeof globalThis & { throughlineDatabase?: Database };

const MAX_WAIT = 10_000;
const NAMED_STATEMENTS = 500;

function database(): Database {
  holder.throughlineDatabase ??= openDatabase();
  return holder.throughlineDatabase;
}

function openDatabase(): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    Client: WorkspaceClient,
    max: environment().DATABASE_POOL_SIZE,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: MAX_WAIT,
  });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementNames() });
  return { pool, prisma: new PrismaClient({ adapter }) };
}

/** The app's own URL: a role that owns no table, so that row-level security binds it. */
export function databaseUrl(): string {
  return environment().APP_DATABASE_URL;
}

/** Names a statement the first time it is seen, so that Postgres parses each only once per connection. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // Lists of varying length make endless variants: past the limit a statement stays unnamed.
    const name = names.size < NAMED_STATEMENTS ? `throughline_${names.size}` : "";
    if (name) names.set(sql, name);
    return name;
  };
}

/** The transaction that several commands share; closed once it has ended, whoever still holds it. */
const shared = new AsyncLocalStorage<{ workspaceId: string; tx: Transaction; isOpen: boolean }>();

/**
 * Runs several commands as one: each `transact` inside `work`, of the same workspace, joins this transaction. All of
 * them are committed, or none. What `work` calls must wait for all it begins.
 */
export function transactTogether<Result>(
  actor: Pick<Actor, "workspaceId">,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactOptions = {},
): Promise<Result> {
  const { workspaceId } = actor;
  return transact(
    actor,
    async (tx) => {
      const holding = { workspaceId, tx, isOpen: true };
      try {
        return await shared.run(holding, () => work(tx));
      } finally {
        holding.isOpen = false;
      }
    },
    options,
  );
}

/**
 * Runs `work` in one transaction that sees the actor's workspace only. Begun again from the top after a deadlock
 * or a serialisation failure, so `work` must touch nothing but the database.
 */
export async function transact<Result>(
  actor: Pick<Actor, "workspaceId">,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactOptions = {},
): Promise<Result> {
  const joined = shared.getStore();
  if (joined?.isOpen && joined.workspaceId === actor.workspaceId) return work(joined.tx);
  const { isolation = "READ COMMITTED", timeout = 20_000, retries = 4 } = options;
  const start = { workspaceId: actor.workspaceId, isolation };
  for (let attempt = 1; ; attempt++) {
    try {
      return await askingPostgres(() =>
        transactionStart.run(start, () =>
          database().prisma.$transaction((tx) => work(tx), { maxWait: MAX_WAIT, timeout }),
        ),
      );
    } catch (error) {
      if (attempt > retries || !isConflict(error)) throw error;
      await delay(2 ** attempt * 5 * (0.5 + Math.random()));
    }
  }
}

/** For the cross-workspace functions of the database alone; a plain query through it sees no row. */
export function prismaWithoutWorkspace(): PrismaClient {
  return database().prisma;
}

/** Raw connections, as for LISTEN. */
export function databasePool(): pg.Pool {
  return database().pool;
}

/** Ends every connection; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = holder.throughlineDatabase;
  holder.throughlineDatabase = undefined;
  await open?.prisma.$disconnect();
  if (open && !open.pool.ended) await open.pool.end();
}

/** 40001 serialisation failure, 40P01 deadlock; Prisma's own code for both is P2034. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === "P2034") return true;
  return error.code === "P2010" && /\b(40001|40P01)\b/.test(JSON.stringify(error.meta ?? {}));
}

/** True when a write met a row that is there already; of the given constraint or fields, if named. */
export function isUniqueViolation(error: unknown, mentioning = ""): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    error.code === "P2002" &&
    JSON.stringify(error.meta ?? {}).includes(mentioning)
  );
}
