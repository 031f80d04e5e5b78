import { AppError } from "#core/errors.ts";
import type { Plan } from "#core/journey/plan.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

const LIMIT = 2_000;
/** In the order in which they were last asked for. */
const plans = new Map<string, Plan>();

/** A plan by its hash. Plans never change, so each process reads each of them once. */
export async function loadPlan(workspaceId: string, hash: string): Promise<Plan> {
  const name = `${workspaceId}:${hash}`;
  const known = plans.get(name);
  const plan = known ?? (await readPlan(workspaceId, hash));
  plans.delete(name);
  if (plans.size >= LIMIT) plans.delete(plans.keys().next().value as string);
  plans.set(name, plan);
  return plan;
}

async function readPlan(workspaceId: string, hash: string): Promise<Plan> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ plan: Plan }>({
      name: "engine_plan",
      text: "SELECT plan FROM plans WHERE workspace_id = $1 AND hash = $2",
      values: [workspaceId, hash],
    }),
  );
  const row = rows[0];
  if (!row) throw new AppError("not_found", `There is no plan ${hash} in this workspace`);
  return row.plan;
}
