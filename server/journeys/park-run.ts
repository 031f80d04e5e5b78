import { ENDED_STATUSES, type RunState } from "#core/journey/run.ts";
import type { RunRest } from "#core/journey/wake.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/**
 * Parks a run that cannot be carried at all, so that a person sees it with its reason and can retry, skip or
 * stop it. Works on the columns alone: its state may be what is broken.
 */
export async function parkRun(workspaceId: string, runId: string, reason: string): Promise<RunRest> {
  const actor = systemActor(workspaceId, "engine");
  return transact(actor, async (tx) => {
    const run = await tx.run.findUnique({ where: { workspaceId_id: { workspaceId, id: runId } } });
    if (!run || ENDED_STATUSES.has(run.status))
      return { runId, kind: "ended", status: run?.status ?? "stopped" };
    const code = "engine_error";
    const before = run.state as unknown as RunState;
    const state = { ...before, status: "stuck", stuck: { code, reason } };
    const standsAt: unknown = before.position?.nodeId;
    const currentNodeId = typeof standsAt === "string" ? standsAt : run.currentNodeId;
    await tx.run.update({
      where: { workspaceId_id: { workspaceId, id: runId } },
      data: {
        status: "stuck",
        stuckReason: reason,
        stuckCode: code,
        stuckAt: run.stuckAt ?? new Date(),
        floor: false,
        wakeAt: null,
        currentNodeId,
        revision: { increment: 1 },
        state: state as unknown as Prisma.InputJsonValue,
      },
    });
    await tx.conversation.updateMany({ where: { floorRunId: runId }, data: { floorRunId: null } });
    if (!run.isTest) {
      const { journeyId } = run;
      const orderingKey = `stuck:${journeyId}`;
      await writeOutbox(tx, { workspaceId, topic: "run.stuck", orderingKey, payload: { journeyId } });
    }
    await appendEvent(tx, {
      type: "run.stuck",
      actor,
      runId,
      journeyId: run.journeyId,
      conversationId: run.conversationId,
      contactId: run.contactId,
      nodeId: currentNodeId,
      isTest: run.isTest,
      data: { code },
    });
    return { runId, kind: "resting", status: "stuck", wakeAt: null };
  });
}
