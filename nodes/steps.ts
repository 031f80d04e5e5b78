import type { Step } from "#core/journey/step.ts";
import { askStep } from "#nodes/ask/step.ts";
import { assignStep } from "#nodes/assign/step.ts";
import { branchStep } from "#nodes/branch/step.ts";
import { customStep } from "#nodes/custom/step.ts";
import type { NodeType } from "#nodes/definitions.ts";
import { exitStep } from "#nodes/exit/step.ts";
import { httpStep } from "#nodes/http/step.ts";
import { intentStep } from "#nodes/intent/step.ts";
import { handoffStep } from "#nodes/handoff/step.ts";
import { noteStep } from "#nodes/note/step.ts";
import { resolveStep } from "#nodes/resolve/step.ts";
import { sendStep } from "#nodes/send/step.ts";
import { sentimentStep } from "#nodes/sentiment/step.ts";
import { splitStep } from "#nodes/split/step.ts";
import { triggerEventStep } from "#nodes/trigger-event/step.ts";
import { triggerMessageStep } from "#nodes/trigger-message/step.ts";
import { updateStep } from "#nodes/update/step.ts";
import { waitStep } from "#nodes/wait/step.ts";

/** The behaviour of every node type: what `advance` is given. */
export const nodeSteps = {
  "trigger.message": triggerMessageStep,
  "trigger.event": triggerEventStep,
  send: sendStep,
  ask: askStep,
  wait: waitStep,
  branch: branchStep,
  sentiment: sentimentStep,
  split: splitStep,
  intent: intentStep,
  assign: assignStep,
  handoff: handoffStep,
  note: noteStep,
  resolve: resolveStep,
  update: updateStep,
  http: httpStep,
  custom: customStep,
  exit: exitStep,
} satisfies Record<NodeType, Step<never>>;
