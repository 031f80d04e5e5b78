import { aiClassifyView } from "#nodes/ai-classify/view.tsx";
import { aiExtractView } from "#nodes/ai-extract/view.tsx";
import { aiReplyView } from "#nodes/ai-reply/view.tsx";
import { aiSummariseView } from "#nodes/ai-summarise/view.tsx";
import { askView } from "#nodes/ask/view.tsx";
import { assignView } from "#nodes/assign/view.tsx";
import { branchView } from "#nodes/branch/view.tsx";
import { callView } from "#nodes/call/view.tsx";
import { crmView } from "#nodes/crm/view.tsx";
import { customView } from "#nodes/custom/view.tsx";
import type { NodeType } from "#nodes/definitions.ts";
import { escalateView } from "#nodes/escalate/view.tsx";
import { exitView } from "#nodes/exit/view.tsx";
import { goalView } from "#nodes/goal/view.tsx";
import { handoffView } from "#nodes/handoff/view.tsx";
import { httpView } from "#nodes/http/view.tsx";
import { intentView } from "#nodes/intent/view.tsx";
import { journeyView } from "#nodes/journey/view.tsx";
import type { NodeView } from "#nodes/node-view.ts";
import { noteView } from "#nodes/note/view.tsx";
import { notifyView } from "#nodes/notify/view.tsx";
import { nudgeView } from "#nodes/nudge/view.tsx";
import { resolveView } from "#nodes/resolve/view.tsx";
import { sendView } from "#nodes/send/view.tsx";
import { sentimentView } from "#nodes/sentiment/view.tsx";
import { slaView } from "#nodes/sla/view.tsx";
import { splitView } from "#nodes/split/view.tsx";
import { taskView } from "#nodes/task/view.tsx";
import { triggerAudienceView } from "#nodes/trigger-audience/view.tsx";
import { triggerConversationView } from "#nodes/trigger-conversation/view.tsx";
import { triggerCrmView } from "#nodes/trigger-crm/view.tsx";
import { triggerEventView } from "#nodes/trigger-event/view.tsx";
import { triggerFormView } from "#nodes/trigger-form/view.tsx";
import { triggerMessageView } from "#nodes/trigger-message/view.tsx";
import { triggerScheduleView } from "#nodes/trigger-schedule/view.tsx";
import { updateView } from "#nodes/update/view.tsx";
import { waitView } from "#nodes/wait/view.tsx";
import { waitForView } from "#nodes/wait-for/view.tsx";

/** The look of every node type. */
export const nodeViews = {
  "trigger.message": triggerMessageView,
  "trigger.event": triggerEventView,
  "trigger.conversation": triggerConversationView,
  "trigger.audience": triggerAudienceView,
  "trigger.schedule": triggerScheduleView,
  "trigger.form": triggerFormView,
  "trigger.crm": triggerCrmView,
  send: sendView,
  ask: askView,
  wait: waitView,
  waitFor: waitForView,
  branch: branchView,
  sentiment: sentimentView,
  split: splitView,
  intent: intentView,
  assign: assignView,
  handoff: handoffView,
  escalate: escalateView,
  nudge: nudgeView,
  note: noteView,
  notify: notifyView,
  task: taskView,
  sla: slaView,
  resolve: resolveView,
  update: updateView,
  call: callView,
  journey: journeyView,
  "ai.reply": aiReplyView,
  "ai.extract": aiExtractView,
  "ai.classify": aiClassifyView,
  "ai.summarise": aiSummariseView,
  crm: crmView,
  http: httpView,
  custom: customView,
  goal: goalView,
  exit: exitView,
} satisfies Record<NodeType, NodeView>;

/** The look of a type that may not exist. */
export function findNodeView(type: string): NodeView | undefined {
  return Object.hasOwn(nodeViews, type) ? nodeViews[type as NodeType] : undefined;
}
