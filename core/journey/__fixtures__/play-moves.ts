import type { Move } from "#core/journey/__fixtures__/arbitrary-journey.ts";
import { factsOf, MONDAY, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { MINUTE, SECOND } from "#core/journey/__fixtures__/player.ts";
import { advance } from "#core/journey/advance.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Advance, RunEvent, RunState } from "#core/journey/run.ts";
import { startRun } from "#core/journey/start-run.ts";
import { nodeSteps } from "#nodes/steps.ts";

/** A run being played, with all that happened and came out. */
export interface Story {
  run: RunState;
  now: number;
  events: RunEvent[];
  results: Advance[];
}

export interface Watch {
  /** Timers fire as soon as they are due, as they do where nobody is late. */
  isPrompt?: boolean;
  before?(story: Story): void;
  after?(story: Story, result: Advance): void;
}

function eventFor(move: Move, plan: Plan, { run, now, events }: Story): RunEvent | undefined {
  const id = `event-${events.length}`;
  const { position } = run;
  switch (move.kind) {
    case "message":
      return {
        kind: "message",
        id,
        at: now,
        message: messageOf({ id, text: move.text, at: now - move.age }),
      };
    case "repeat":
      return events.at(-1 - move.back);
    case "happening":
      return happeningFor(move, id, { run, now });
    case "outcome":
      return (
        position?.effect && {
          kind: "effect",
          key: position.effect.key,
          at: now,
          outcome: dated(byOutlet(move, plan, position.nodeId), now),
        }
      );
    case "staleOutcome":
      return { kind: "effect", key: "run-1:1", at: now, outcome: { status: "done" } };
    case "ring":
      return position ? { kind: "timer", visit: position.visit, at: now } : undefined;
    case "staleTimer":
      return { kind: "timer", visit: move.visit, at: now };
    case "control":
      return { ...move, id, at: now };
    default:
      return undefined;
  }
}

function happeningFor(
  { on, name, isAnswer }: Extract<Move, { kind: "happening" }>,
  id: string,
  { run, now }: Pick<Story, "run" | "now">,
): RunEvent {
  const data = {
    fields: ["contact.attributes.renewal"],
    status: "completed",
    taskId: "task-1",
    ...(isAnswer ? { effectKey: `${run.id}:${run.position?.visit ?? 0}` } : {}),
  };
  return { kind: "happening", id, at: now, on, ...(name === undefined ? {} : { name }), data };
}

function byOutlet({ outcome, outlet }: Extract<Move, { kind: "outcome" }>, plan: Plan, nodeId: string) {
  const outlets = Object.keys(plan.nodes[nodeId]?.outlets ?? {});
  const chosen = outlet === undefined ? undefined : outlets[outlet % Math.max(1, outlets.length)];
  return outcome.status === "done" && chosen !== undefined ? { ...outcome, outlet: chosen } : outcome;
}

function dated(outcome: EffectOutcome, now: number): EffectOutcome {
  return outcome.status === "later" ? { ...outcome, at: now + MINUTE } : outcome;
}

function isDue({ run, now }: Story): boolean {
  return run.status === "waiting" && (run.position?.rest?.until ?? now + 1) <= now;
}

/** Plays moves against a plan; whatever is said of advance is checked at each of them. */
export function play(plan: Plan, moves: readonly Move[], watch: Watch = {}): Story {
  const run = startRun({ id: "run-1", triggerNodeId: "n0", at: MONDAY });
  const story: Story = { run, now: MONDAY, events: [], results: [] };
  const facts = factsOf();
  const apply = (event: RunEvent) => {
    watch.before?.(story);
    const result = advance(plan, story.run, event, { now: story.now, facts, steps: nodeSteps });
    story.run = result.run;
    story.events.push(event);
    story.results.push(result);
    watch.after?.(story, result);
  };
  apply({ kind: "start", id: "start", at: MONDAY });
  for (const move of moves) {
    if (move.kind === "pass") story.now += move.seconds * SECOND;
    if (move.kind === "ring") story.now = Math.max(story.now, story.run.position?.rest?.until ?? 0);
    const event = eventFor(move, plan, story);
    if (event) apply(event);
    for (let rings = 0; watch.isPrompt && isDue(story) && rings < 10; rings += 1) {
      apply({ kind: "timer", visit: story.run.position?.visit ?? 0, at: story.now });
    }
  }
  return story;
}
