import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { askDefinition } from "#nodes/ask/definition.ts";
import { assignDefinition } from "#nodes/assign/definition.ts";
import { branchDefinition } from "#nodes/branch/definition.ts";
import { customDefinition } from "#nodes/custom/definition.ts";
import { exitDefinition } from "#nodes/exit/definition.ts";
import { httpDefinition } from "#nodes/http/definition.ts";
import { intentDefinition } from "#nodes/intent/definition.ts";
import { handoffDefinition } from "#nodes/handoff/definition.ts";
import { noteDefinition } from "#nodes/note/definition.ts";
import { resolveDefinition } from "#nodes/resolve/definition.ts";
import { sendDefinition } from "#nodes/send/definition.ts";
import { sentimentDefinition } from "#nodes/sentiment/definition.ts";
import { splitDefinition } from "#nodes/split/definition.ts";
import { triggerEventDefinition } from "#nodes/trigger-event/definition.ts";
import { triggerMessageDefinition } from "#nodes/trigger-message/definition.ts";
import { updateDefinition } from "#nodes/update/definition.ts";
import { waitDefinition } from "#nodes/wait/definition.ts";

/** Every node type, in the order in which the palette offers them. */
export const nodeDefinitions = {
  "trigger.message": triggerMessageDefinition,
  "trigger.event": triggerEventDefinition,
  send: sendDefinition,
  ask: askDefinition,
  wait: waitDefinition,
  branch: branchDefinition,
  sentiment: sentimentDefinition,
  split: splitDefinition,
  intent: intentDefinition,
  assign: assignDefinition,
  handoff: handoffDefinition,
  note: noteDefinition,
  resolve: resolveDefinition,
  update: updateDefinition,
  http: httpDefinition,
  custom: customDefinition,
  exit: exitDefinition,
} satisfies Record<string, NodeDefinition>;

export type NodeType = keyof typeof nodeDefinitions;

export const NODE_TYPES = Object.keys(nodeDefinitions) as NodeType[];

/** The definition of a type that may not exist. */
export function findNodeDefinition(type: string): NodeDefinition | undefined {
  return Object.hasOwn(nodeDefinitions, type) ? nodeDefinitions[type as NodeType] : undefined;
}
