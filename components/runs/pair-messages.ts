import type { Message } from "#core/api/messages.ts";
import type { Step } from "#core/api/runs.ts";

/**
 * What each visit said: a message belongs to the visit of its node during which it was written.
 * Keys are visits; a message that fits none is left out.
 */
export function pairMessages(steps: readonly Step[], messages: readonly Message[]): Map<number, Message[]> {
  const said = new Map<number, Message[]>();
  for (const message of messages) {
    if (message.direction !== "out" || message.note) continue;
    const at = Date.parse(message.at);
    const visits = steps.filter((step) => step.nodeId === message.nodeId);
    const step = visits.findLast((each) => Date.parse(each.enteredAt) <= at + CLOCK_SLACK) ?? visits[0];
    if (!step) continue;
    said.set(step.visit, [...(said.get(step.visit) ?? []), message]);
  }
  return said;
}

/** The step's time is the engine's, the message's the database's. */
const CLOCK_SLACK = 1_000;
