import type { Facts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { type CreatedRun, createRun } from "#server/journeys/create-run.ts";
import { childKey } from "#server/journeys/family-rows.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { concurrencyKeyOf } from "#server/relay/live-journeys.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Runs above one another, at most: journeys that start each other would else never end. */
const DEEPEST = 5;

export interface ChildOrder {
  parentRunId: string;
  /** Of the visit that starts it. */
  effectKey: string;
  /** The other journey's. */
  journeyKey: string;
  contactId: string;
  conversationId: string | null;
  input: JsonObject;
  wait: boolean;
  facts: Facts;
}

export type StartedChild =
  | { kind: "started"; runId: string }
  | { kind: "refused"; code: string; reason: string };

/**
 * Starts a run of another journey on its live version, once for each visit. A parent that waits hands over the
 * floor, since it says nothing until the child returns.
 */
export async function startChild(actor: SystemActor, order: ChildOrder): Promise<StartedChild> {
  const { workspaceId } = actor;
  const name = `“${order.journeyKey}”`;
  const startKey = childKey(order.effectKey, order.wait);
  return transact(actor, async (tx) => {
    // Started before the worker died: what has become of the other journey since then changes nothing for it.
    const where = { workspaceId_startKey: { workspaceId, startKey } };
    const started = await tx.run.findUnique({ where, select: { id: true } });
    if (started) return settle(tx, workspaceId, { kind: "existing", runId: started.id });
    const journey = await tx.journey.findUnique({
      where: { workspaceId_key: { workspaceId, key: order.journeyKey } },
      select: { id: true, status: true, liveVersion: { select: { id: true, planHash: true } } },
    });
    if (!journey) return refused("unknown_journey", `There is no journey ${name}.`);
    const { liveVersion } = journey;
    if (journey.status !== "live" || !liveVersion) {
      return refused(
        "journey_not_live",
        `The journey ${name} is not live: publish or resume it, then try again.`,
      );
    }
    if ((await depthOf(tx, order.parentRunId)) >= DEEPEST) {
      const reason = `Journeys start each other more than ${DEEPEST} deep; ${name} would be one more. Do they go in circles?`;
      return refused("too_deep", reason);
    }
    const plan = await loadPlan(workspaceId, liveVersion.planHash);
    const parent = await tx.run.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: order.parentRunId } },
      select: { isTest: true, triggerEventId: true },
    });
    if (order.wait) await giveUpFloor(tx, order.parentRunId);
    const created = await createRun(tx, {
      workspaceId,
      journeyId: journey.id,
      versionId: liveVersion.id,
      planHash: liveVersion.planHash,
      triggerNodeId: plan.triggers[0] ?? "",
      contactId: order.contactId,
      conversationId: order.conversationId,
      startKey,
      concurrencyKey: concurrencyKeyOf(plan, order.facts, Date.now()),
      reentry: plan.settings.reentry,
      parentRunId: order.parentRunId,
      vars: order.input,
      isTest: parent.isTest,
      ...(parent.triggerEventId ? { triggerEventId: parent.triggerEventId } : {}),
    });
    return settle(tx, workspaceId, created);
  });
}

async function settle(tx: Transaction, workspaceId: string, created: CreatedRun): Promise<StartedChild> {
  if (created.kind === "refused") return refused("refused", created.reason);
  const { runId } = created;
  await writeOutbox(tx, { workspaceId, topic: "run.start", orderingKey: runId, payload: { runId } });
  return { kind: "started", runId };
}

/** How many runs stand above one. */
async function depthOf(tx: Transaction, runId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ depth: number }[]>`
    WITH RECURSIVE above AS (
      SELECT parent_run_id, 0 AS depth FROM runs WHERE id = ${runId}::uuid
      UNION ALL SELECT r.parent_run_id, a.depth + 1 FROM above a JOIN runs r ON r.id = a.parent_run_id
      WHERE a.depth < ${DEEPEST}
    ) SELECT max(depth)::int AS depth FROM above`;
  return row?.depth ?? 0;
}

async function giveUpFloor(tx: Transaction, runId: string): Promise<void> {
  await tx.run.updateMany({ where: { id: runId, floor: true }, data: { floor: false } });
}

function refused(code: string, reason: string): StartedChild {
  return { kind: "refused", code, reason };
}
