import { cohortWorkflowId } from "#core/journey/wake.ts";
import { systemActor } from "#server/access/actor.ts";
import { workWatch } from "#server/audiences/begin-watch.ts";
import { checkContact } from "#server/audiences/check-contact.ts";
import { startCampaign } from "#server/campaigns/campaign-workflows.ts";
import { completeCampaign } from "#server/campaigns/complete-campaign.ts";
import { alarmStuck } from "#server/journeys/alarm-stuck.ts";
import { recordLateGoals } from "#server/journeys/record-late-goals.ts";
import { startWorkflow } from "#server/journeys/run-workflows.ts";
import { settleIfKnown } from "#server/journeys/settle-late-effect.ts";
import { signalRun } from "#server/journeys/signal-run.ts";
import { startCohort } from "#server/journeys/start-cohort.ts";
import { stopChildren } from "#server/journeys/stop-children.ts";
import { workOperation } from "#server/journeys/work-operation.ts";
import { mailNotification, pushNotification } from "#server/notifications/deliver-notification.ts";
import { placeConversation } from "#server/relay/place-conversation.ts";
import type { OutboxHandlers } from "#server/relay/relay.ts";
import { takeConversationChange } from "#server/relay/take-conversation-change.ts";
import { takeCrossing } from "#server/relay/take-crossing.ts";
import { takeEvent } from "#server/relay/take-event.ts";
import { type AnalyseMessage, takeMessage } from "#server/relay/take-message.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { handOverAll } from "#server/routing/hand-over-all.ts";
import { syncSchedules } from "#server/schedules/sync-schedules.ts";
import { wakeHeldRuns } from "#server/sending/wake-held-runs.ts";

/** What the relay does for each topic. */
export function createOutboxHandlers(analyse: AnalyseMessage): OutboxHandlers {
  return {
    "message.received": (workspaceId, { conversationId, messageId }) =>
      takeMessage(workspaceId, { conversationId, messageId }, analyse),
    "message.untaken": (workspaceId, { conversationId, messageId, runId }) =>
      takeMessage(workspaceId, { conversationId, messageId, declinedBy: runId }, analyse),
    "conversation.unheld": (workspaceId, { conversationId }) =>
      placeConversation(workspaceId, conversationId),
    "event.received": (workspaceId, { customEventId }) => takeEvent(workspaceId, customEventId),
    "conversation.changed": (workspaceId, { eventId }) => takeConversationChange(workspaceId, eventId),
    "audience.check": (workspaceId, { contactId }) => checkContact(workspaceId, contactId),
    "audience.watched": (workspaceId, { audienceId, after }) => workWatch(workspaceId, audienceId, after),
    "audience.crossed": takeCrossing,
    "journey.schedules": (workspaceId, { journeyId }) => syncSchedules(workspaceId, journeyId),
    "run.start": (workspaceId, { runId }) => startWorkflow(workspaceId, runId),
    "cohort.start": (workspaceId, { cohortId }) => startCohort(workspaceId, cohortWorkflowId(cohortId)),
    "campaign.start": (workspaceId, { campaignId }) => startCampaign(workspaceId, campaignId),
    "campaign.ended": (workspaceId, { campaignId }) => completeCampaign(workspaceId, campaignId),
    "run.children": (workspaceId, { runId }) => stopChildren(workspaceId, runId),
    "run.signal": async (workspaceId, { runId, event }) => {
      if ((await signalRun(workspaceId, runId, event)) || event.kind === "effect") return;
      // It ended just now. Nothing can be told to it any more, but its goal may still be reached.
      await recordLateGoals(systemActor(workspaceId, "relay"), event.id);
    },
    "effect.unknown": (workspaceId, { effectKey }) => settleIfKnown(workspaceId, effectKey),
    "run.stuck": (workspaceId, { journeyId }) => alarmStuck(workspaceId, journeyId),
    "run.operation": (workspaceId, { operationId, idle }) => workOperation(workspaceId, operationId, idle),
    "run.control": async (workspaceId, { runId, controlId, action, at }) => {
      await signalRun(workspaceId, runId, { kind: "control", id: controlId, action, at });
    },
    "notification.email": (workspaceId, { notificationId }) => mailNotification(workspaceId, notificationId),
    "notification.push": (workspaceId, { notificationId }) => pushNotification(workspaceId, notificationId),
    "sending.resumed": wakeHeldRuns,
    "queue.drain": async (workspaceId) => {
      await drainQueues(workspaceId);
    },
    "user.left": (workspaceId, { userId }) => handOverAll(workspaceId, userId),
  };
}
