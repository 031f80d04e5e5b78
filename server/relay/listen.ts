import pg from "pg";
import { databaseUrl } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("relay");
const FIRST_RETRY = 200;
const LONGEST_RETRY = 10_000;

/**
 * Listens to Postgres notifications on a connection of its own, and opens it anew when it breaks. What was
 * sent while nobody listened is lost, so `woken` is also called after each connecting.
 * @returns a function that stops listening
 */
export function listen(channel: string, woken: (payload: string) => void): () => Promise<void> {
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
    client = fresh;
    fresh.on("notification", ({ payload }) => woken(payload ?? ""));
    fresh.on("error", (error) => log.warn({ err: error, channel }, "the listening connection broke"));
    fresh.on("end", again);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      failures = 0;
      woken("");
    } catch (error) {
      log.warn({ err: error, channel }, "could not listen");
      await fresh.end().catch(() => undefined);
      again();
    }
  }

  function again(): void {
    if (stopped || timer) return;
    const pause = Math.min(FIRST_RETRY * 2 ** failures, LONGEST_RETRY);
    failures += 1;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, pause);
  }

  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
