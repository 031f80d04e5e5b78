import { systemActor } from "#server/access/actor.ts";
import { signalWorkflow, startWorkflow } from "#server/journeys/run-workflows.ts";
import { transact } from "#server/platform/database.ts";
import type { OutboxHandlers } from "#server/relay/relay.ts";
import { takeEvent } from "#server/relay/take-event.ts";
import { type AnalyseMessage, takeMessage } from "#server/relay/take-message.ts";

/** What the relay does for each topic. */
export function createOutboxHandlers(analyse: AnalyseMessage): OutboxHandlers {
  return {
    "message.received": (workspaceId, { conversationId, messageId }) =>
      takeMessage(workspaceId, { conversationId, messageId }, analyse),
    "message.untaken": (workspaceId, { conversationId, messageId, runId }) =>
      takeMessage(workspaceId, { conversationId, messageId, declinedBy: runId }, analyse),
    "event.received": (workspaceId, { customEventId }) => takeEvent(workspaceId, customEventId),
    "run.start": (workspaceId, { runId }) => startWorkflow(workspaceId, runId),
    "run.signal": async (workspaceId, { runId, event }) => {
      const workflowId = await workflowOf(workspaceId, runId);
      if (workflowId) await signalWorkflow(workflowId, runId, event);
    },
    "run.control": async (workspaceId, { runId, controlId, action, at }) => {
      const workflowId = await workflowOf(workspaceId, runId);
      // A run that has ended has nothing left to hold.
      if (workflowId) await signalWorkflow(workflowId, runId, { kind: "control", id: controlId, action, at });
    },
  };
}

async function workflowOf(workspaceId: string, runId: string): Promise<string | null> {
  const run = await transact(systemActor(workspaceId, "relay"), (tx) =>
    tx.run.findFirst({ where: { id: runId }, select: { workflowId: true } }),
  );
  return run?.workflowId ?? null;
}
