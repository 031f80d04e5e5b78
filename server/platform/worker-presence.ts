import pg from "pg";
import { databasePool, databaseUrl } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("worker");
/** Any number, the same in every process: "thro" in ASCII. */
const LOCK = 0x7468726f;
const RETRY = 1_000;

/**
 * Shows that a worker is there, for as long as this process lives: a shared advisory lock on a connection of its own,
 * which Postgres lets go the moment the process dies. Taken again when the connection breaks.
 * @returns a function that ends it
 */
export function showWorkerPresence(): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = () => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, RETRY);
  };
  const connect = async () => {
    client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
    client.on("error", (error) => log.warn({ err: error }, "the worker's presence was lost"));
    client.on("end", again);
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock_shared($1)", [LOCK]);
    } catch (error) {
      log.warn({ err: error }, "the worker's presence could not be shown");
      again();
    }
  };

  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

/** Whether a worker of this database lives. */
export async function isWorkerPresent(): Promise<boolean> {
  const { rows } = await databasePool().query<{ present: boolean }>(
    `SELECT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND objid = $1::oid AND classid = 0::oid AND mode = 'ShareLock' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) AS present`,
    [LOCK],
  );
  return rows[0]?.present ?? false;
}
