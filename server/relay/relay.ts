import { isAppError } from "#core/errors.ts";
import {
  claimOutbox,
  completeOutbox,
  type OutboxClaim,
  outboxBacklog,
  retryOutbox,
} from "#server/platform/cross-workspace.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { isOutage } from "#server/relay/outage.ts";
import {
  isOutboxTopic,
  OUTBOX_TOPICS,
  type OutboxPayload,
  type OutboxTopic,
} from "#server/relay/outbox-topics.ts";
import { type RunningQueue, startQueue } from "#server/relay/queue-worker.ts";

const log = loggerFor("relay");

/** What to do with a row of each topic. Each may be called more than once for one row, with the same result. */
export type OutboxHandlers = {
  [Topic in OutboxTopic]: (workspaceId: string, payload: OutboxPayload<Topic>) => Promise<void>;
};

const LEASE_SECONDS = 60;
const CONCURRENCY = 16;
const MOST_ATTEMPTS = 10;
const FIRST_RETRY = 500;
const LONGEST_RETRY = 5 * 60_000;
const LONGEST_RETRY_IN_OUTAGE = 15_000;

/** Starts to work the outbox: rows of one ordering key in order, others side by side. */
export function startRelay(handlers: OutboxHandlers): RunningQueue {
  return startQueue<OutboxClaim>({
    name: "outbox",
    channel: "throughline_outbox",
    concurrency: CONCURRENCY,
    claim: (most) => claimOutbox(most, LEASE_SECONDS),
    work: (claim) => work(claim, handlers),
    nextAt: async () => (await outboxBacklog()).nextAt,
  });
}

async function work(claim: OutboxClaim, handlers: OutboxHandlers): Promise<void> {
  try {
    await handle(claim, handlers);
    await completeOutbox([claim.id]);
  } catch (error) {
    const { id, topic, attempts, workspaceId } = claim;
    const retryAt = nextTry(error, attempts);
    log.warn({ err: error, entry: id, topic, attempts, workspaceId, retryAt }, "an outbox row failed");
    await retryOutbox(id, reasonOf(error), retryAt);
  }
}

async function handle<Topic extends OutboxTopic>(
  claim: OutboxClaim,
  handlers: OutboxHandlers,
): Promise<void> {
  if (!isOutboxTopic(claim.topic)) throw new UnworkableRow(`Nothing here handles the topic ${claim.topic}`);
  const payload = OUTBOX_TOPICS[claim.topic].safeParse(claim.payload);
  if (!payload.success)
    throw new UnworkableRow(`The payload is not one of ${claim.topic}: ${payload.error.message}`);
  // The schema of the topic has just vouched for the payload, which the compiler cannot follow over the map.
  const handler = handlers[claim.topic as Topic];
  await handler(claim.workspaceId, payload.data as OutboxPayload<Topic>);
}

class UnworkableRow extends Error {
  override name = "UnworkableRow";
}

/** Null gives the row up, with its reason; what stands behind it in order goes on. An outage gives up nothing. */
function nextTry(error: unknown, attempts: number): Date | null {
  if (isOutage(error)) return later(attempts, LONGEST_RETRY_IN_OUTAGE);
  const hopeless =
    error instanceof UnworkableRow || isAppError(error, "not_found") || attempts >= MOST_ATTEMPTS;
  return hopeless ? null : later(attempts, LONGEST_RETRY);
}

function later(attempts: number, longest: number): Date {
  return new Date(Date.now() + Math.min(FIRST_RETRY * 2 ** Math.min(attempts - 1, 20), longest));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
