import type { DeadlineKind } from "#prisma/generated/client.ts";
import {
  claimDeadlines,
  completeDeadline,
  type DeadlineClaim,
  nextDeadlineAt,
  retryDeadline,
} from "#server/platform/cross-workspace.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { isOutage } from "#server/relay/outage.ts";
import { type RunningQueue, startQueue } from "#server/relay/queue-worker.ts";

const log = loggerFor("deadlines");

/** What happens when a deadline of each kind falls due. Each may be called twice for one, with the same result. */
export type DeadlineHandlers = Partial<Record<DeadlineKind, (claim: DeadlineClaim) => Promise<void>>>;

/** What a worker that died had in hand is taken up again within this, so that no promise is kept waiting for longer. */
const LEASE_SECONDS = 20;
const CONCURRENCY = 8;
const MOST_ATTEMPTS = 10;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;

/** Arms one timer for the next deadline of all, and works those that are due. */
export function startDeadlines(handlers: DeadlineHandlers): RunningQueue {
  return startQueue<DeadlineClaim>({
    name: "deadlines",
    channel: "throughline_deadlines",
    concurrency: CONCURRENCY,
    claim: (most) => claimDeadlines(most, LEASE_SECONDS),
    work: (claim) => work(claim, handlers),
    nextAt: nextDeadlineAt,
  });
}

async function work(claim: DeadlineClaim, handlers: DeadlineHandlers): Promise<void> {
  const handler = handlers[claim.kind];
  try {
    if (!handler) throw new Error(`Nothing here handles deadlines of kind ${claim.kind}`);
    await handler(claim);
    await completeDeadline(claim);
  } catch (error) {
    const { id, kind, attempts, workspaceId } = claim;
    const pause = Math.min(FIRST_RETRY * 2 ** Math.min(attempts - 1, 20), LONGEST_RETRY);
    const givesUp = !handler || (attempts >= MOST_ATTEMPTS && !isOutage(error));
    const retryAt = givesUp ? null : new Date(Date.now() + pause);
    log.warn({ err: error, deadline: id, kind, attempts, workspaceId, retryAt }, "a deadline failed");
    await retryDeadline(id, error instanceof Error ? error.message : String(error), retryAt);
  }
}
