import type { Step } from "#core/journey/step.ts";
import { aiClassifyStep } from "#nodes/ai-classify/step.ts";
import { aiExtractStep } from "#nodes/ai-extract/step.ts";
import { aiReplyStep } from "#nodes/ai-reply/step.ts";
import { aiSummariseStep } from "#nodes/ai-summarise/step.ts";
import { askStep } from "#nodes/ask/step.ts";
import { assignStep } from "#nodes/assign/step.ts";
import { branchStep } from "#nodes/branch/step.ts";
import { callStep } from "#nodes/call/step.ts";
import { crmStep } from "#nodes/crm/step.ts";
import { customStep } from "#nodes/custom/step.ts";
import type { NodeType } from "#nodes/definitions.ts";
import { escalateStep } from "#nodes/escalate/step.ts";
import { exitStep } from "#nodes/exit/step.ts";
import { goalStep } from "#nodes/goal/step.ts";
import { handoffStep } from "#nodes/handoff/step.ts";
import { httpStep } from "#nodes/http/step.ts";
import { intentStep } from "#nodes/intent/step.ts";
import { journeyStep } from "#nodes/journey/step.ts";
import { noteStep } from "#nodes/note/step.ts";
import { notifyStep } from "#nodes/notify/step.ts";
import { nudgeStep } from "#nodes/nudge/step.ts";
import { resolveStep } from "#nodes/resolve/step.ts";
import { sendStep } from "#nodes/send/step.ts";
import { sentimentStep } from "#nodes/sentiment/step.ts";
import { slaStep } from "#nodes/sla/step.ts";
import { splitStep } from "#nodes/split/step.ts";
import { taskStep } from "#nodes/task/step.ts";
import { triggerAudienceStep } from "#nodes/trigger-audience/step.ts";
import { triggerConversationStep } from "#nodes/trigger-conversation/step.ts";
import { triggerCrmStep } from "#nodes/trigger-crm/step.ts";
import { triggerEventStep } from "#nodes/trigger-event/step.ts";
import { triggerFormStep } from "#nodes/trigger-form/step.ts";
import { triggerMessageStep } from "#nodes/trigger-message/step.ts";
import { triggerScheduleStep } from "#nodes/trigger-schedule/step.ts";
import { updateStep } from "#nodes/update/step.ts";
import { waitStep } from "#nodes/wait/step.ts";
import { waitForStep } from "#nodes/wait-for/step.ts";

/** The behaviour of every node type: what `advance` is given. */
export const nodeSteps = {
  "trigger.message": triggerMessageStep,
  "trigger.event": triggerEventStep,
  "trigger.conversation": triggerConversationStep,
  "trigger.audience": triggerAudienceStep,
  "trigger.schedule": triggerScheduleStep,
  "trigger.form": triggerFormStep,
  "trigger.crm": triggerCrmStep,
  send: sendStep,
  ask: askStep,
  wait: waitStep,
  waitFor: waitForStep,
  branch: branchStep,
  sentiment: sentimentStep,
  split: splitStep,
  intent: intentStep,
  assign: assignStep,
  handoff: handoffStep,
  escalate: escalateStep,
  nudge: nudgeStep,
  note: noteStep,
  notify: notifyStep,
  task: taskStep,
  sla: slaStep,
  resolve: resolveStep,
  update: updateStep,
  call: callStep,
  journey: journeyStep,
  "ai.reply": aiReplyStep,
  "ai.extract": aiExtractStep,
  "ai.classify": aiClassifyStep,
  "ai.summarise": aiSummariseStep,
  crm: crmStep,
  http: httpStep,
  custom: customStep,
  goal: goalStep,
  exit: exitStep,
} satisfies Record<NodeType, Step<never>>;
