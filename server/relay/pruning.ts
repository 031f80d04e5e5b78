import { pruneFinished } from "#server/platform/cross-workspace.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("pruning");

const HOUR = 3_600_000;
/** How long what is done stays to be looked at. */
const KEPT = 7 * 24 * HOUR;

/** Clears finished outbox entries and deadlines and outdated idempotency keys, now and every hour. */
export function startPruning(): { stop: () => Promise<void> } {
  let running = prune();
  const timer = setInterval(() => {
    running = running.then(prune);
  }, HOUR);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function prune(): Promise<void> {
  try {
    const rows = await pruneFinished(new Date(Date.now() - KEPT));
    if (rows > 0) log.info({ rows }, "finished work was cleared away");
  } catch (error) {
    log.warn({ err: error }, "finished work could not be cleared away");
  }
}
