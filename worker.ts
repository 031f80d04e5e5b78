import { DefaultLogger, Runtime } from "@temporalio/worker";
import { createCampaignActivities } from "#activities/campaign-activities.ts";
import { walksEnded } from "#activities/carry.ts";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { createScheduleActivities } from "#activities/schedule-activities.ts";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { connectWorker, createWorker } from "#server/platform/create-worker.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { closeTemporal } from "#server/platform/temporal.ts";
import { showWorkerPresence } from "#server/platform/worker-presence.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import { startPruning } from "#server/relay/pruning.ts";
import { startReconciler } from "#server/relay/reconciler.ts";
import { startRelay } from "#server/relay/relay.ts";
import { syncAllSchedules } from "#server/schedules/sync-schedules.ts";

const log = loggerFor("worker");

/** The worker process: carries journeys for Temporal, works the outbox and the deadlines. */
async function main(): Promise<void> {
  installRuntime();
  const bundle = environment().WORKFLOW_BUNDLE;
  const connection = await connectWorker();
  const worker = await createWorker({
    connection,
    activities: {
      ...createJourneyActivities(performers),
      ...createCampaignActivities(),
      ...createScheduleActivities(),
    },
    ...(bundle ? { bundle } : {}),
  });
  const relay = startRelay(
    createOutboxHandlers(async (actor, messageId) => {
      await analyseMessage(actor, messageId);
    }),
  );
  const deadlines = startDeadlines(deadlineHandlers);
  const pruning = startPruning();
  const reconciler = startReconciler();
  const endPresence = showWorkerPresence();
  const schedulesInOrder = syncAllSchedules();
  const stop = onceStopped(() => worker.shutdown());
  log.info("the worker is ready");
  try {
    await worker.run();
  } finally {
    stop();
    await schedulesInOrder;
    await walksEnded();
    await Promise.all([relay.stop(), deadlines.stop(), pruning.stop(), reconciler.stop()]);
    await endPresence();
    await connection.close();
    await closeTemporal();
    await closeWorkspaceRows();
    await closeDatabase();
  }
}

/** Temporal's own log in ours, and its hands off the signals: the relay stops with them too. */
function installRuntime(): void {
  const temporal = loggerFor("temporal");
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger("INFO", ({ level, message, meta }) => {
      const { error, ...rest } = meta ?? {};
      const line = { ...rest, ...(error ? { err: error } : {}) };
      if (level === "ERROR") temporal.error(line, message);
      else if (level === "WARN") temporal.warn(line, message);
      else temporal.debug(line, message);
    }),
  });
}

/** Shuts down once, on a signal or when the process that started this one has gone. */
function onceStopped(shutdown: () => void): () => void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    log.info("the worker is stopping");
    shutdown();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  return () => {
    stopping = true;
    // A listener holds the channel to the parent open, and so this process.
    process.off("disconnect", stop);
  };
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, "the worker ended");
  process.exitCode = 1;
  // What still holds the process open must not keep a dead worker alive.
  setTimeout(() => process.exit(1), 2_000).unref();
});
