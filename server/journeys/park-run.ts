import { ENDED_STATUSES, type RunState, type RunStatus } from "#core/journey/run.ts";
import type { EventReference, ParkInput, RunRest } from "#core/journey/wake.ts";
import type { Prisma, Run } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { storableJson } from "#server/platform/storable-json.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

const CODE = "engine_error";

/**
 * Parks a run that cannot be carried at all, so that a person sees it with its reason and can retry, skip or
 * stop it. Works on the columns alone: its state may be what is broken. What it was carried with stays with the
 * workflow, or is handed on where the run has ended.
 */
export async function parkRun({ workspaceId, runId, reason, events = [] }: ParkInput): Promise<RunRest> {
  const actor = systemActor(workspaceId, "engine");
  return transact(actor, async (tx) => {
    const run = await tx.run.findUnique({ where: { workspaceId_id: { workspaceId, id: runId } } });
    if (!run) return { runId, kind: "ended", status: "stopped" };
    if (ENDED_STATUSES.has(run.status)) {
      await handOn(tx, run, events);
      return { runId, kind: "ended", status: run.status };
    }
    const why = JSON.parse(storableJson(reason)) as string;
    const { state, status } = parked(run.state as unknown as RunState, why);
    const standsAt: unknown = state.position?.nodeId;
    const currentNodeId = typeof standsAt === "string" ? standsAt : run.currentNodeId;
    await tx.run.update({
      where: { workspaceId_id: { workspaceId, id: runId } },
      data: {
        status,
        stuckReason: why,
        stuckCode: CODE,
        stuckAt: run.stuckAt ?? new Date(),
        floor: false,
        wakeAt: null,
        currentNodeId,
        revision: { increment: 1 },
        state: state as unknown as Prisma.InputJsonValue,
      },
    });
    await tx.conversation.updateMany({ where: { floorRunId: runId }, data: { floorRunId: null } });
    await tell(tx, run, currentNodeId);
    return { runId, kind: "parked", status };
  });
}

/** A run that is held or paused stays so, and is stuck once that is over. */
function parked(before: RunState, reason: string): { state: RunState; status: RunStatus } {
  const { suspended } = before;
  const doing = suspended?.from ?? before.status;
  // One that was stuck already did nothing: tried again it meets the same effect under the same key.
  const from = doing === "waiting" ? "waiting" : (doing === "stuck" && before.stuck?.from) || "running";
  const stuck = { code: CODE, reason, from };
  if (!suspended) return { state: { ...before, status: "stuck", stuck }, status: "stuck" };
  const status = before.status === "paused" ? "paused" : "held";
  return { state: { ...before, status, stuck, suspended: { ...suspended, from: "stuck" } }, status };
}

async function tell(tx: Transaction, run: Run, nodeId: string | null): Promise<void> {
  const { id: runId, workspaceId, journeyId, conversationId, contactId, isTest } = run;
  if (!isTest) {
    const orderingKey = `stuck:${journeyId}`;
    await writeOutbox(tx, { workspaceId, topic: "run.stuck", orderingKey, payload: { journeyId } });
  }
  await appendEvent(tx, {
    type: "run.stuck",
    actor: systemActor(workspaceId, "engine"),
    ...{ runId, journeyId, conversationId, contactId, nodeId, isTest },
    data: { code: CODE },
  });
}

/** Messages that a run which has ended cannot take any more go on down the inbound order. */
async function handOn(tx: Transaction, run: Run, events: EventReference[]): Promise<void> {
  const { id: runId, workspaceId, conversationId } = run;
  const messageIds = events.flatMap(({ kind, id }) => (kind === "message" ? [id] : []));
  if (!conversationId || messageIds.length === 0) return;
  const taken = await tx.runEvent.findMany({ where: { runId, eventId: { in: messageIds } } });
  const heard = new Set(taken.map(({ eventId }) => eventId));
  for (const messageId of messageIds.filter((id) => !heard.has(id))) {
    const payload = { messageId, conversationId, runId };
    await writeOutbox(tx, { workspaceId, topic: "message.untaken", orderingKey: conversationId, payload });
  }
}
