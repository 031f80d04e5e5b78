import pg from "pg";
import { databaseUrl } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { askingPostgres } from "#server/platform/postgres-errors.ts";

/** Which workspace each connection of this pool was told last. */
const workspaces = new WeakMap<pg.ClientBase, string>();
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

let pool: pg.Pool | undefined;

/**
 * A bare connection that sees one workspace, for the engine's few hot statements: each is a transaction of its
 * own and costs one round trip. Everything else goes through `transact`. The pool is the engine's alone, since its
 * connections keep their workspace between statements.
 */
export function onWorkspaceRows<Result>(
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return askingPostgres(() => onClient(workspaceId, work));
}

async function onClient<Result>(
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  pool ??= openPool();
  const client = await pool.connect();
  let broken = true;
  try {
    if (workspaces.get(client) !== workspaceId) await enter(client, workspaceId);
    const result = await work(client);
    broken = false;
    return result;
  } finally {
    // After an error nobody knows what the connection is at; a new one costs little and errors are rare.
    client.release(broken);
  }
}

/** Ends the engine's connections; the next use opens new ones. */
export async function closeWorkspaceRows(): Promise<void> {
  const open = pool;
  pool = undefined;
  await open?.end();
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: databaseUrl(),
    max: environment().DATABASE_POOL_SIZE,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    connectionTimeoutMillis: 10_000,
    // The statements are few and their best plan does not hang on the values: planning each time costs more.
    options: "-c plan_cache_mode=force_generic_plan",
  });
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  opened.on("error", () => undefined);
  return opened;
}

async function enter(client: pg.PoolClient, workspaceId: string): Promise<void> {
  if (!UUID.test(workspaceId)) throw new Error(`Not a workspace id: ${JSON.stringify(workspaceId)}`);
  workspaces.delete(client);
  await client.query("SELECT set_config('app.workspace_id', $1, false)", [workspaceId]);
  workspaces.set(client, workspaceId);
}
