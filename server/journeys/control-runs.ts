import { type ControlledRuns, type ControlRunsRequest, FREE_COUNT } from "#core/api/run-operations.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { countForOperation, createOperation, type NewOperation } from "#server/journeys/create-operation.ts";
import { moveOperation } from "#server/journeys/move-runs.ts";
import { toOperation } from "#server/journeys/operation-view.ts";
import { transact } from "#server/platform/database.ts";

/** Milliseconds: a hundred thousand runs are written down in a few seconds. */
const LONGEST = 60_000;

/**
 * Tells all runs that fit a filter to do something; the relay does it, in pages, and `/runs/operations/{id}` shows
 * how far it is.
 * @throws AppError `invalid_input` where the number of runs had to be typed and was not, or is another by now
 */
export async function controlRuns(actor: Actor, request: ControlRunsRequest): Promise<ControlledRuns> {
  authorize(actor, "runs.control");
  const { filter, action, preview, confirmCount, reason, expired, resendUnknown } = request;
  const options = {
    ...(reason === undefined ? {} : { reason }),
    ...(expired === undefined ? {} : { expired }),
    ...(resendUnknown === undefined ? {} : { resendUnknown }),
  };
  return transact(
    actor,
    async (tx) => {
      const operation: NewOperation =
        action === "migrate"
          ? await moveOperation(tx, actor.workspaceId, request)
          : { action, origin: "runs", filter, options };
      const count = await countForOperation(tx, actor.workspaceId, operation);
      if (preview || count === 0) return { count, operation: null };
      refuseUnconfirmed(count, confirmCount);
      const row = await createOperation(tx, actor, operation);
      return { count: row.total, operation: toOperation(row) };
    },
    { timeout: LONGEST },
  );
}

function refuseUnconfirmed(count: number, confirmed: number | undefined): void {
  if (confirmed === count || (confirmed === undefined && count <= FREE_COUNT)) return;
  const message =
    confirmed === undefined
      ? `This is about ${count} runs. Send confirmCount: ${count} to say that you know.`
      : `You confirmed ${confirmed} runs, and by now it is about ${count}. Look again and confirm that number.`;
  const problem = { code: "confirm_count", severity: "error" as const, path: "confirmCount", message };
  throw new AppError("invalid_input", message, { problems: [problem] });
}
