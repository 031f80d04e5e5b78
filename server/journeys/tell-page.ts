import { type PersonalAction, whyNot } from "#core/journey/possible-actions.ts";
import type { RunStatus } from "#core/journey/run.ts";
import type { ControlOrder } from "#core/journey/wake.ts";
import type { RunOperation } from "#prisma/generated/client.ts";
import type { SystemActor } from "#server/access/actor.ts";
import type { OperationOptions } from "#server/journeys/create-operation.ts";
import { signalControls } from "#server/journeys/run-workflows.ts";
import { startWorkflowOf } from "#server/journeys/start-cohort.ts";
import { transact } from "#server/platform/database.ts";
import { isOutage } from "#server/relay/outage.ts";

const PAGE = 500;
/** Workflows that are told side by side. */
const SIDE_BY_SIDE = 16;

interface Item {
  id: string;
  runId: string;
  status: RunStatus;
  stuckCode: string | null;
  workflowId: string | null;
  revision: number;
  /** What became of it in the operation that this one takes back; null where there is none. */
  before: string | null;
}

interface Verdict {
  id: string;
  outcome: "sent" | "failed" | "skipped";
  reason: string | null;
}

/**
 * Tells the next runs of an operation, all of one workflow by one signal. Runs that the action means nothing to
 * are passed over with the reason.
 * @param at epoch milliseconds by which a run that was told several things puts them in order
 * @returns how many were looked at
 */
export async function tellPage(actor: SystemActor, operation: RunOperation, at: number): Promise<number> {
  const items = await nextItems(actor, operation);
  if (items.length === 0) return 0;
  const options = operation.options as OperationOptions;
  const action = operation.action as PersonalAction;
  const verdicts: Verdict[] = [];
  const byWorkflow = new Map<string, Item[]>();
  for (const item of items) {
    const reason = refusal(item, operation, options);
    if (reason) verdicts.push({ id: item.id, outcome: "skipped", reason });
    else byWorkflow.set(item.workflowId ?? "", [...(byWorkflow.get(item.workflowId ?? "") ?? []), item]);
  }
  const order: ControlOrder = {
    ...options,
    action,
    ...(action === "migrate" ? { operationId: operation.id } : {}),
  };
  const queue = [...byWorkflow];
  const worker = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      verdicts.push(...(await tellWorkflow(actor, next[0], next[1], order, at)));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  await writeVerdicts(actor, verdicts, at);
  return items.length;
}

function nextItems(actor: SystemActor, { id, filter }: RunOperation): Promise<Item[]> {
  const { operation: followed = null } = filter as { operation?: string };
  return transact(
    actor,
    (tx) => tx.$queryRaw<Item[]>`
      SELECT i.id, i.run_id AS "runId", r.status, r.stuck_code AS "stuckCode", r.workflow_id AS "workflowId", r.revision,
        b.outcome::text AS before
      FROM run_operation_items i JOIN runs r ON r.id = i.run_id
      LEFT JOIN run_operation_items b ON b.operation_id = ${followed}::uuid AND b.run_id = i.run_id
      WHERE i.operation_id = ${id}::uuid AND i.outcome = 'pending'
      ORDER BY i.run_id LIMIT ${PAGE}`,
  );
}

function refusal(item: Item, operation: RunOperation, options: OperationOptions): string | null {
  if (!item.workflowId) return "The run was never started";
  const reason = whyNot(item, operation.action as PersonalAction, options);
  const { operation: followed } = operation.filter as { operation?: string };
  if (followed && item.before === "skipped") return "The operation before had not reached it";
  // The order of the operation before may be on its way to the run still, and then this one behind it comes right.
  return followed && reason !== "The run has ended" ? null : reason;
}

async function tellWorkflow(
  { workspaceId }: SystemActor,
  workflowId: string,
  items: Item[],
  order: ControlOrder,
  at: number,
): Promise<Verdict[]> {
  const told = { ...order, at, runs: items.map(({ id, runId }) => ({ runId, id })) };
  const all = (outcome: Verdict["outcome"], reason: string | null) =>
    items.map(({ id }) => ({ id, outcome, reason }));
  try {
    if (await signalControls(workflowId, told)) return all("sent", null);
    // The start of a run that nobody has carried yet may still lie in the outbox.
    const [first] = items;
    if (first && items.every(({ revision }) => revision === 1)) {
      await startWorkflowOf(workspaceId, { id: first.runId, workflowId });
      if (await signalControls(workflowId, told)) return all("sent", null);
    }
    return all("failed", "The run's workflow has ended");
  } catch (error) {
    if (isOutage(error)) throw error;
    return all("failed", error instanceof Error ? error.message : String(error));
  }
}

/** What was signalled and not written down, because the worker died here, is signalled again under the same id. */
async function writeVerdicts(actor: SystemActor, verdicts: Verdict[], at: number): Promise<void> {
  await transact(
    actor,
    (tx) => tx.$executeRaw`
      UPDATE run_operation_items i SET outcome = v.outcome::run_operation_outcome, reason = v.reason,
        sent_at = ${new Date(at)}
      FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) AS v(id uuid, outcome text, reason text)
      WHERE i.id = v.id AND i.outcome = 'pending'`,
  );
}
