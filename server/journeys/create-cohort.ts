import { uuidv7 } from "uuidv7";
import type { JourneySettings } from "#core/journey/settings.ts";
import { startRun } from "#core/journey/start-run.ts";
import { cohortWorkflowId, MOST_IN_COHORT } from "#core/journey/wake.ts";
import { entryLock } from "#server/journeys/create-run.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

export interface NewCohort {
  workspaceId: string;
  /** UUID, and the same one when the same cohort is made again. */
  cohortId: string;
  journeyId: string;
  versionId: string;
  planHash: string;
  triggerNodeId: string;
  /** What starts it, such as `campaign:<id>`: it starts each contact once, in whichever cohort. */
  source: string;
  reentry: JourneySettings["reentry"];
  campaignId?: string;
}

export interface CohortContact {
  contactId: string;
  /** Runs are counted for re-entry by this; the contact's id unless the journey says otherwise. */
  concurrencyKey?: string;
}

export interface CreatedCohort {
  /** The workflow that the runs share, started by the relay once the transaction has committed. */
  workflowId: string;
  /** The runs of all contacts that were not refused, also of those that this source had started before. */
  runIds: string[];
  refused: { contactId: string; reason: string }[];
}

interface Line {
  id: string;
  contactId: string;
  startKey: string;
  concurrencyKey: string;
  place: number;
}

interface Answer {
  contactId: string;
  runId: string | null;
  created: boolean;
  why: "gone" | "taken" | null;
}

const REASONS = {
  once: "Each contact goes through this journey once.",
  taken: "The contact is in this journey already.",
  gone: "The contact was erased or merged into another.",
};

/**
 * Makes the runs of up to 200 contacts that share a workflow, with one statement, and promises its start in the
 * same transaction. Repeating it makes nothing twice; the journey's re-entry rule holds for each contact.
 */
export async function createCohort(
  tx: Transaction,
  cohort: NewCohort,
  contacts: readonly CohortContact[],
  now = Date.now(),
): Promise<CreatedCohort> {
  if (contacts.length > MOST_IN_COHORT) throw new Error(`A cohort has ${MOST_IN_COHORT} runs at most`);
  const workflowId = cohortWorkflowId(cohort.cohortId);
  const lines = contacts.map(({ contactId, concurrencyKey = contactId }, place) => ({
    id: uuidv7(),
    contactId,
    startKey: `${cohort.source}:${contactId}`,
    concurrencyKey,
    place,
  }));
  // Where anybody may enter at any time there is nothing that others could change meanwhile.
  if (cohort.reentry !== "always") await lockEntries(tx, cohort.journeyId, lines);
  let answers = await insertRuns(tx, cohort, workflowId, lines, now);
  // Without the lock somebody else may have started one of them just now: it can be seen from here on.
  if (cohort.reentry === "always" && answers.some(({ why }) => why === "taken")) {
    answers = await insertRuns(tx, cohort, workflowId, lines, now);
  }
  if (answers.some(({ created }) => created)) {
    const { workspaceId, cohortId } = cohort;
    await writeOutbox(tx, {
      workspaceId,
      topic: "cohort.start",
      orderingKey: cohortId,
      payload: { cohortId },
    });
  }
  const taken = cohort.reentry === "once" ? REASONS.once : REASONS.taken;
  return {
    workflowId,
    runIds: answers.flatMap(({ runId }) => runId ?? []),
    refused: answers.flatMap(({ contactId, runId, why }) =>
      runId ? [] : [{ contactId, reason: why === "gone" ? REASONS.gone : taken }],
    ),
  };
}

async function insertRuns(
  tx: Transaction,
  { workspaceId, journeyId, versionId, planHash, triggerNodeId, reentry, campaignId }: NewCohort,
  workflowId: string,
  lines: Line[],
  now: number,
): Promise<Answer[]> {
  const { id: _, ...state } = startRun({ id: "", triggerNodeId, at: now });
  return tx.$queryRaw<Answer[]>`
    WITH input AS (
      SELECT t.*, c.id IS NULL AS gone, coalesce(c.is_test, false) AS test
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS t(id uuid, "contactId" uuid, "startKey" text,
        "concurrencyKey" text, place int)
      LEFT JOIN contacts c ON c.workspace_id = ${workspaceId}::uuid AND c.id = t."contactId"
        AND c.erased_at IS NULL AND c.merged_into_id IS NULL
    ), started AS (
      SELECT r.id, r.start_key FROM runs r JOIN input i ON r.start_key = i."startKey"
      WHERE r.workspace_id = ${workspaceId}::uuid
    ), taken AS (
      SELECT DISTINCT r.concurrency_key FROM runs r JOIN input i ON r.concurrency_key = i."concurrencyKey"
      WHERE ${reentry} <> 'always' AND r.workspace_id = ${workspaceId}::uuid AND r.journey_id = ${journeyId}::uuid
        AND (${reentry} = 'once' OR r.ended_at IS NULL)
    ), fresh AS (
      SELECT i.*, row_number() OVER (PARTITION BY i."concurrencyKey" ORDER BY i.place) AS turn FROM input i
      WHERE NOT i.gone AND NOT EXISTS (SELECT FROM started s WHERE s.start_key = i."startKey")
        AND NOT EXISTS (SELECT FROM taken k WHERE k.concurrency_key = i."concurrencyKey")
    ), created AS (
      INSERT INTO runs (id, workspace_id, journey_id, version_id, plan_hash, contact_id, status, state, start_key,
        concurrency_key, workflow_id, campaign_id, is_test, started_at, updated_at)
      SELECT f.id, ${workspaceId}::uuid, ${journeyId}::uuid, ${versionId}::uuid, ${planHash}, f."contactId", 'running',
        ${JSON.stringify(state)}::jsonb || jsonb_build_object('id', f.id), f."startKey", f."concurrencyKey",
        ${workflowId}, ${campaignId ?? null}::uuid, f.test, ${new Date(now)}, ${new Date(now)}
      FROM fresh f WHERE ${reentry} = 'always' OR f.turn = 1
      ON CONFLICT (workspace_id, start_key) DO NOTHING
      RETURNING id, start_key
    )
    SELECT i."contactId", coalesce(n.id, s.id) AS "runId", n.id IS NOT NULL AS created,
      CASE WHEN n.id IS NOT NULL OR s.id IS NOT NULL THEN NULL WHEN i.gone THEN 'gone' ELSE 'taken' END AS why
    FROM input i LEFT JOIN created n ON n.start_key = i."startKey" LEFT JOIN started s ON s.start_key = i."startKey"
    ORDER BY i.place`;
}

/**
 * Things that would start the same contact at one moment are looked at one after the other: the locks of
 * createRun, all in one order so that two cohorts never wait for each other.
 */
async function lockEntries(tx: Transaction, journeyId: string, lines: Line[]): Promise<void> {
  const keys = lines.map(({ concurrencyKey }) => entryLock(journeyId, concurrencyKey));
  const sorted = [...new Set(keys)].sort((left, right) => (left < right ? -1 : 1)).map(String);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(key::bigint) FROM unnest(${sorted}::text[]) AS key`;
}
