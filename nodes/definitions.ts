import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { aiClassifyDefinition } from "#nodes/ai-classify/definition.ts";
import { aiExtractDefinition } from "#nodes/ai-extract/definition.ts";
import { aiReplyDefinition } from "#nodes/ai-reply/definition.ts";
import { aiSummariseDefinition } from "#nodes/ai-summarise/definition.ts";
import { askDefinition } from "#nodes/ask/definition.ts";
import { assignDefinition } from "#nodes/assign/definition.ts";
import { branchDefinition } from "#nodes/branch/definition.ts";
import { callDefinition } from "#nodes/call/definition.ts";
import { crmDefinition } from "#nodes/crm/definition.ts";
import { customDefinition } from "#nodes/custom/definition.ts";
import { escalateDefinition } from "#nodes/escalate/definition.ts";
import { exitDefinition } from "#nodes/exit/definition.ts";
import { goalDefinition } from "#nodes/goal/definition.ts";
import { handoffDefinition } from "#nodes/handoff/definition.ts";
import { httpDefinition } from "#nodes/http/definition.ts";
import { intentDefinition } from "#nodes/intent/definition.ts";
import { journeyDefinition } from "#nodes/journey/definition.ts";
import { noteDefinition } from "#nodes/note/definition.ts";
import { notifyDefinition } from "#nodes/notify/definition.ts";
import { nudgeDefinition } from "#nodes/nudge/definition.ts";
import { resolveDefinition } from "#nodes/resolve/definition.ts";
import { sendDefinition } from "#nodes/send/definition.ts";
import { sentimentDefinition } from "#nodes/sentiment/definition.ts";
import { slaDefinition } from "#nodes/sla/definition.ts";
import { splitDefinition } from "#nodes/split/definition.ts";
import { taskDefinition } from "#nodes/task/definition.ts";
import { triggerAudienceDefinition } from "#nodes/trigger-audience/definition.ts";
import { triggerConversationDefinition } from "#nodes/trigger-conversation/definition.ts";
import { triggerCrmDefinition } from "#nodes/trigger-crm/definition.ts";
import { triggerEventDefinition } from "#nodes/trigger-event/definition.ts";
import { triggerFormDefinition } from "#nodes/trigger-form/definition.ts";
import { triggerMessageDefinition } from "#nodes/trigger-message/definition.ts";
import { triggerScheduleDefinition } from "#nodes/trigger-schedule/definition.ts";
import { updateDefinition } from "#nodes/update/definition.ts";
import { waitDefinition } from "#nodes/wait/definition.ts";
import { waitForDefinition } from "#nodes/wait-for/definition.ts";

/** Every node type, in the order in which the palette offers them. */
export const nodeDefinitions = {
  "trigger.message": triggerMessageDefinition,
  "trigger.event": triggerEventDefinition,
  "trigger.conversation": triggerConversationDefinition,
  "trigger.audience": triggerAudienceDefinition,
  "trigger.schedule": triggerScheduleDefinition,
  "trigger.form": triggerFormDefinition,
  "trigger.crm": triggerCrmDefinition,
  send: sendDefinition,
  ask: askDefinition,
  wait: waitDefinition,
  waitFor: waitForDefinition,
  branch: branchDefinition,
  sentiment: sentimentDefinition,
  split: splitDefinition,
  intent: intentDefinition,
  assign: assignDefinition,
  handoff: handoffDefinition,
  escalate: escalateDefinition,
  nudge: nudgeDefinition,
  note: noteDefinition,
  notify: notifyDefinition,
  task: taskDefinition,
  sla: slaDefinition,
  resolve: resolveDefinition,
  update: updateDefinition,
  call: callDefinition,
  journey: journeyDefinition,
  "ai.reply": aiReplyDefinition,
  "ai.extract": aiExtractDefinition,
  "ai.classify": aiClassifyDefinition,
  "ai.summarise": aiSummariseDefinition,
  crm: crmDefinition,
  http: httpDefinition,
  custom: customDefinition,
  goal: goalDefinition,
  exit: exitDefinition,
} satisfies Record<string, NodeDefinition>;

export type NodeType = keyof typeof nodeDefinitions;

export const NODE_TYPES = Object.keys(nodeDefinitions) as NodeType[];

/** The definition of a type that may not exist. */
export function findNodeDefinition(type: string): NodeDefinition | undefined {
  return Object.hasOwn(nodeDefinitions, type) ? nodeDefinitions[type as NodeType] : undefined;
}
