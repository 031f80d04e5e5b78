import type { z } from "zod";
import { addDuration } from "#core/duration/add-duration.ts";
import { leaveByOutcome, outcomeOf } from "#core/journey/outcome-step.ts";
import { isForVisit } from "#core/journey/routing-answer.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { Json } from "#core/json.ts";
import type { taskConfigSchema } from "#nodes/task/definition.ts";

type TaskConfig = z.output<typeof taskConfigSchema>;

/**
 * Gives a task once. With `waitForDone` the run rests without the floor until it is done or put away (`next`), or
 * its due time has passed (`overdue`); whoever moves the due time moves the wait.
 */
export const taskStep: Step<TaskConfig> = {
  enter({ title, assignee, due }, context) {
    const dueAt = due === undefined ? null : addDuration(context.now, due, context.timezone());
    return {
      kind: "effect",
      effect: {
        kind: "task",
        title: context.render(title),
        ...(assignee && { assignee }),
        ...(dueAt !== null && { dueAt }),
      },
      state: dueAt,
      why: "Giving a task",
    };
  },
  resume({ waitForDone }, context, event) {
    if (event.kind === "timer") return { kind: "go", outlet: "overdue", why: "Not done in time" };
    if (event.kind === "happening") return hear(context, event);
    if (!waitForDone || outcomeOf(event)?.status !== "done") return leaveByOutcome(event, "Given");
    return rest(context.state);
  },
  restart: (state, shift) => (typeof state === "number" ? state + shift : state),
};

function hear(
  context: StepContext,
  { on, name, data }: Extract<RunEvent, { kind: "happening" }>,
): StepResult {
  if (on !== "task" || !isForVisit(context, data)) return { kind: "ignore" };
  if (name === "completed") return { kind: "go", outlet: "next", why: "Done" };
  if (name === "cancelled") return { kind: "go", outlet: "next", why: "It is not to be done any more" };
  // The run's own timer says that it is overdue, so that a simulated run knows it too.
  return name === "moved" ? rest(typeof data.dueAt === "number" ? data.dueAt : null) : { kind: "ignore" };
}

function rest(dueAt: Json): StepResult {
  const until = typeof dueAt === "number" ? { until: dueAt } : {};
  return {
    kind: "wait",
    rest: { on: ["happening"], floor: false, ...until },
    state: dueAt,
    why: "Waiting until it is done",
  };
}
