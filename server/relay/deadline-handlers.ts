import { systemActor } from "#server/access/actor.ts";
import { presenceFellDue } from "#server/access/signs-of-life.ts";
import { checkContact } from "#server/audiences/check-contact.ts";
import { sendScheduled } from "#server/conversations/send-scheduled.ts";
import { wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { taskFellDue } from "#server/library/task-changes.ts";
import type { DeadlineHandlers } from "#server/relay/deadlines.ts";
import { takeSilence } from "#server/relay/take-silence.ts";
import { reviewQueues } from "#server/routing/drain-queues.ts";
import { expireOffer } from "#server/routing/refuse-offer.ts";
import { returnIfAway, takeWorkOff } from "#server/routing/take-work-off.ts";
import { clocksFellDue, warnOfClock } from "#server/sla/clock-fell-due.ts";
import { escalateBreach } from "#server/sla/escalate-breach.ts";
import { replanPolicy } from "#server/sla/replan-policy.ts";
import { reviewTargets } from "#server/targets/review-targets.ts";

/** What happens when each kind of deadline falls due. */
export const deadlineHandlers: DeadlineHandlers = {
  audience: async ({ workspaceId, subjectId }) => {
    if (subjectId) await checkContact(workspaceId, subjectId);
  },
  snooze: async ({ workspaceId, conversationId }) => {
    if (!conversationId) return;
    await wakeConversation(systemActor(workspaceId, "deadlines"), { conversationId, by: "time" });
    await returnIfAway(workspaceId, conversationId);
  },
  offer: async ({ workspaceId, conversationId, subjectId }) => {
    if (conversationId && subjectId) await expireOffer(workspaceId, { conversationId, offerId: subjectId });
  },
  presence: async ({ workspaceId, subjectId }) => {
    if (subjectId) await presenceFellDue(workspaceId, subjectId);
  },
  offlineWork: async ({ workspaceId, subjectId }) => {
    if (subjectId) await takeWorkOff(workspaceId, subjectId);
  },
  queue: async ({ workspaceId }) => {
    await reviewQueues(workspaceId);
  },
  scheduledReply: async ({ workspaceId, subjectId }) => {
    if (subjectId) await sendScheduled(workspaceId, subjectId);
  },
  silence: takeSilence,
  sla: async ({ workspaceId, conversationId }) => {
    if (conversationId) await clocksFellDue(workspaceId, conversationId);
  },
  slaWarning: async ({ workspaceId, conversationId, subjectId: clockId, key, dueAt }) => {
    if (conversationId && clockId) await warnOfClock(workspaceId, { conversationId, clockId, key, dueAt });
  },
  slaEscalation: async ({ workspaceId, conversationId, subjectId: clockId, key, dueAt }) => {
    if (conversationId && clockId) await escalateBreach(workspaceId, { conversationId, clockId, key, dueAt });
  },
  slaReplan: async ({ workspaceId, subjectId }) => {
    if (subjectId) await replanPolicy(workspaceId, subjectId);
  },
  targetReview: async ({ workspaceId, dueAt }) => reviewTargets(workspaceId, dueAt),
  task: async ({ workspaceId, subjectId, dueAt }) => {
    if (subjectId) await taskFellDue(workspaceId, { taskId: subjectId, dueAt });
  },
};
