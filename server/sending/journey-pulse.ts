import { durationToMilliseconds } from "#core/duration/duration.ts";
import { type Pulse, tripOf } from "#core/sending/circuit-breaker.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { readBreaker } from "#server/sending/read-breaker.ts";
import { tripJourney } from "#server/sending/trip-journey.ts";

const log = loggerFor("sending");
/** Milliseconds in which counts are gathered before they are written: a message costs no statement of its own. */
const GATHER = 1_000;
const DAY_SECONDS = 86_400;

interface Gathered extends Pulse {
  workspaceId: string;
  journeyId: string;
}

/** What this process has counted since it last wrote. Lost with it, which a breaker may. */
let gathered = new Map<string, Gathered>();
let timer: NodeJS.Timeout | undefined;

const ADD = `WITH added AS (
  INSERT INTO journey_pulses AS p (workspace_id, journey_id, minute, sends, failures, opt_outs)
  SELECT $1::uuid, j.id, date_trunc('minute', now()), $3::int, $4::int, $5::int FROM journeys j
  WHERE j.workspace_id = $1::uuid AND j.id = $2::uuid
  ON CONFLICT (workspace_id, journey_id, minute) DO UPDATE SET sends = p.sends + excluded.sends,
    failures = p.failures + excluded.failures, opt_outs = p.opt_outs + excluded.opt_outs
), pruned AS (
  DELETE FROM journey_pulses WHERE workspace_id = $1::uuid AND journey_id = $2::uuid
    AND minute < now() - make_interval(secs => ${DAY_SECONDS})
)
SELECT j.tripped_at IS NOT NULL AS tripped, w.settings, EXISTS (SELECT FROM campaigns c WHERE c.workspace_id = j.workspace_id
    AND c.journey_id = j.id AND c.status IN ('launching', 'running')) AS "isCampaign" FROM journeys j JOIN workspaces w ON w.id = j.workspace_id
WHERE j.workspace_id = $1::uuid AND j.id = $2::uuid`;

const SUM = `SELECT coalesce(sum(sends), 0)::int AS sends, coalesce(sum(failures), 0)::int AS failures,
    coalesce(sum(opt_outs), 0)::int AS "optOuts"
  FROM journey_pulses WHERE workspace_id = $1::uuid AND journey_id = $2::uuid
    AND minute > now() - make_interval(secs => $3::float8)`;

/** Counts something that became of a journey's message; within a second the circuit breaker looks at it. */
export function countForBreaker(workspaceId: string, journeyId: string | null, what: keyof Pulse): void {
  if (!journeyId) return;
  const known = gathered.get(journeyId) ?? { workspaceId, journeyId, sends: 0, failures: 0, optOuts: 0 };
  known[what] += 1;
  gathered.set(journeyId, known);
  timer ??= setTimeout(() => void writePulses(), GATHER).unref();
}

/** Writes what was counted and pauses the journeys whose breaker trips. Never throws: sending goes on without it. */
export async function writePulses(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const taken = [...gathered.values()];
  gathered = new Map();
  for (const pulse of taken) {
    try {
      await look(pulse);
    } catch (error) {
      log.warn({ err: error, journeyId: pulse.journeyId }, "the circuit breaker could not look");
    }
  }
}

async function look({ workspaceId, journeyId, sends, failures, optOuts }: Gathered): Promise<void> {
  const summed = await onWorkspaceRows(workspaceId, async (client) => {
    const added = await client.query<{ tripped: boolean; settings: unknown; isCampaign: boolean }>({
      name: "sending_pulse",
      text: ADD,
      values: [workspaceId, journeyId, sends, failures, optOuts],
    });
    const [journey] = added.rows;
    if (!journey || journey.tripped) return null;
    const set = readBreaker(journey.settings);
    // How many a campaign sends to was confirmed by whoever launched it.
    const breaker = journey.isCampaign ? { ...set, volume: null } : set;
    const values = [workspaceId, journeyId, durationToMilliseconds(breaker.window) / 1_000];
    const { rows } = await client.query<Pulse>({ name: "sending_pulses", text: SUM, values });
    return rows[0] ? { breaker, pulse: rows[0] } : null;
  });
  const trip = summed && tripOf(summed.breaker, summed.pulse);
  if (trip) await tripJourney(workspaceId, journeyId, trip, summed.pulse);
}
