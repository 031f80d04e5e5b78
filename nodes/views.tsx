import { askView } from "#nodes/ask/view.tsx";
import { assignView } from "#nodes/assign/view.tsx";
import { branchView } from "#nodes/branch/view.tsx";
import { customView } from "#nodes/custom/view.tsx";
import type { NodeType } from "#nodes/definitions.ts";
import { exitView } from "#nodes/exit/view.tsx";
import { httpView } from "#nodes/http/view.tsx";
import { intentView } from "#nodes/intent/view.tsx";
import { handoffView } from "#nodes/handoff/view.tsx";
import type { NodeView } from "#nodes/node-view.ts";
import { noteView } from "#nodes/note/view.tsx";
import { resolveView } from "#nodes/resolve/view.tsx";
import { sendView } from "#nodes/send/view.tsx";
import { sentimentView } from "#nodes/sentiment/view.tsx";
import { splitView } from "#nodes/split/view.tsx";
import { triggerEventView } from "#nodes/trigger-event/view.tsx";
import { triggerMessageView } from "#nodes/trigger-message/view.tsx";
import { updateView } from "#nodes/update/view.tsx";
import { waitView } from "#nodes/wait/view.tsx";

/** The look of every node type. */
export const nodeViews = {
  "trigger.message": triggerMessageView,
  "trigger.event": triggerEventView,
  send: sendView,
  ask: askView,
  wait: waitView,
  branch: branchView,
  sentiment: sentimentView,
  split: splitView,
  intent: intentView,
  assign: assignView,
  handoff: handoffView,
  note: noteView,
  resolve: resolveView,
  update: updateView,
  http: httpView,
  custom: customView,
  exit: exitView,
} satisfies Record<NodeType, NodeView>;

/** The look of a type that may not exist. */
export function findNodeView(type: string): NodeView | undefined {
  return Object.hasOwn(nodeViews, type) ? nodeViews[type as NodeType] : undefined;
}
