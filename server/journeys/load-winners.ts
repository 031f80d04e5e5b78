import type { PoolClient } from "pg";
import { uuidv7 } from "uuidv7";
import type { Plan } from "#core/journey/plan.ts";
import { type ArmCount, chooseWinner, type WinnerRule } from "#core/journey/split-winner.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** Milliseconds until an undecided experiment is counted again. */
const FRESH = 30_000;
const LIMIT = 1_000;

interface Experiment {
  key: string;
  arms: string[];
  rule: WinnerRule;
}

const experimentsOf = new WeakMap<Plan, Experiment[]>();
const known = new Map<string, { arm: string | undefined; until: number }>();

/**
 * By experiment of a journey, the arm that takes everybody. What was decided once stays so: the first
 * `experiment.decided` of the log counts. Undefined where the plan has no split with a winner.
 */
export async function loadWinners(
  workspaceId: string,
  journeyId: string,
  plan: Plan,
): Promise<Record<string, string> | undefined> {
  const experiments = findExperiments(plan);
  if (experiments.length === 0) return undefined;
  const winners: Record<string, string> = {};
  for (const experiment of experiments) {
    const arm = await winnerOf(workspaceId, journeyId, experiment);
    if (arm !== undefined) winners[experiment.key] = arm;
  }
  return winners;
}

function findExperiments(plan: Plan): Experiment[] {
  const found = experimentsOf.get(plan) ?? Object.values(plan.nodes).flatMap(experimentOf);
  experimentsOf.set(plan, found);
  return found;
}

function experimentOf({ id, type, config }: Plan["nodes"][string]): Experiment[] {
  if (type !== "split") return [];
  // Parsed by compile with the node's own schema.
  const { key, arms, winner } = config as unknown as {
    key?: string;
    arms: { outlet: string }[];
    winner?: WinnerRule;
  };
  return winner ? [{ key: key ?? id, arms: arms.map(({ outlet }) => outlet), rule: winner }] : [];
}

async function winnerOf(
  workspaceId: string,
  journeyId: string,
  experiment: Experiment,
): Promise<string | undefined> {
  const name = `${journeyId}:${experiment.key}`;
  const kept = known.get(name);
  if (kept && kept.until > Date.now()) return kept.arm;
  const arm = await onWorkspaceRows(workspaceId, async (client) => {
    const decided = await findDecision(client, workspaceId, journeyId, experiment.key);
    return decided ?? decide(client, workspaceId, journeyId, experiment);
  });
  if (known.size >= LIMIT) known.delete(known.keys().next().value as string);
  known.set(name, { arm, until: arm === undefined ? Date.now() + FRESH : Number.POSITIVE_INFINITY });
  return arm;
}

async function findDecision(
  client: PoolClient,
  workspaceId: string,
  journeyId: string,
  experiment: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ arm: string }>({
    name: "engine_decision",
    text: `SELECT data ->> 'arm' AS arm FROM events WHERE workspace_id = $1 AND type = 'experiment.decided'
      AND journey_id = $2 AND data ->> 'experiment' = $3 ORDER BY position LIMIT 1`,
    values: [workspaceId, journeyId, experiment],
  });
  return rows[0]?.arm;
}

/** Counts the runs of each arm and, where one has won, writes so to the log; the first to do so counts. */
async function decide(
  client: PoolClient,
  workspaceId: string,
  journeyId: string,
  { key, arms, rule }: Experiment,
): Promise<string | undefined> {
  const { rows } = await client.query<{ arm: string; runs: string; goals: string }>({
    name: "engine_arms",
    text: `SELECT arms ->> $3 AS arm, count(*) AS runs, count(goal_reached_at) AS goals FROM runs
      WHERE workspace_id = $1 AND journey_id = $2 AND arms ? $3 AND NOT is_test GROUP BY 1`,
    values: [workspaceId, journeyId, key],
  });
  const counts: ArmCount[] = arms.map((arm) => {
    const row = rows.find((each) => each.arm === arm);
    return { arm, runs: Number(row?.runs ?? 0), goals: Number(row?.goals ?? 0) };
  });
  const arm = chooseWinner(counts, rule);
  if (arm === null) return undefined;
  await client.query({
    name: "engine_decide",
    text: `INSERT INTO events (id, workspace_id, type, occurred_at, actor_kind, journey_id, data)
      VALUES ($1, $2, 'experiment.decided', now(), 'system', $3, $4)`,
    values: [uuidv7(), workspaceId, journeyId, { experiment: key, arm, counts }],
  });
  return findDecision(client, workspaceId, journeyId, key);
}
