import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { performers } from "#activities/performers.ts";
import { deleteTask, listTasks, patchTask } from "#server/library/tasks.ts";
import { transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeTeam, makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();
let deadlines: RunningQueue;

beforeEach(async () => {
  deadlines = startDeadlines(deadlineHandlers);
  await engine.start();
});
afterEach(() => deadlines.stop());

const gives = (config: Record<string, unknown>) =>
  drawn(
    "Gives a task",
    {
      start: { type: "trigger.message", config: { keywords: ["call"] } },
      task: { type: "task", config: { title: "Call {{ contact.phone }}", ...config } },
      next: { type: "exit", config: { reason: "next" } },
      overdue: { type: "exit", config: { reason: "overdue" } },
    },
    [
      ["start", "next", "task"],
      ["task", "next", "next"],
      ["task", "overdue", "overdue"],
    ],
  );

/** A run that has given its task, and the task. */
async function give(config: Record<string, unknown>, status: "waiting" | "exited" = "waiting") {
  const journeyId = await engine.publish(gives(config));
  const { conversationId } = await engine.customer().writes("call");
  const run = await engine.runIn(journeyId, status);
  const { actor } = engine.workspace;
  const tasks = await listTasks(actor, { limit: 50, conversation: conversationId });
  const [task] = tasks.data;
  if (!task || tasks.data.length !== 1) throw new Error(`There are ${tasks.data.length} tasks`);
  return { journeyId, conversationId, run, task, actor };
}

const end = async (journeyId: string) => (await engine.runIn(journeyId, "exited")).endReason;

const happened = (taskId: string) =>
  transact(engine.workspace.actor, async (tx) => {
    const where = { type: { startsWith: "task." }, data: { path: ["taskId"], equals: taskId } };
    return (await tx.event.findMany({ where, orderBy: { position: "asc" } })).map(({ type }) => type);
  });

describe("a task of a journey", () => {
  test("is on the list of whom it names, once however often it is asked for, and the journey goes on", async () => {
    const agent = await makeUser(engine.workspace.id);
    const { run, task, conversationId, actor } = await give(
      { assignee: `${agent.userId}@example.com`, due: "PT2H" },
      "exited",
    );
    expect(run.endReason).toBe("next");
    expect(task).toMatchObject({
      title: expect.stringMatching(/^Call \+1415/),
      assignee: { id: agent.userId },
      status: "open",
    });
    const { id: runId, journeyId, contactId } = run;
    const effect = { kind: "task" as const, title: "Again" };
    const about = { effect, key: `${runId}:2`, runId, nodeId: "task", journeyId, contactId, conversationId };
    const request = { ...about, actor, attempt: 2, resuming: true };
    const { outcome } = await performers.task(request as Parameters<typeof performers.task>[0]);
    expect(outcome).toEqual({ status: "done", result: { taskId: task.id } });
    expect((await listTasks(actor, { limit: 50, conversation: conversationId })).data).toHaveLength(1);
  });

  test("is a team's where it names one", async () => {
    await makeTeam(engine.workspace.id, "back_office");
    const { task } = await give({ assignee: "back_office" }, "exited");
    expect(task).toMatchObject({ team: "back_office", assignee: null });
  });

  test("that is done lets the run that waits go on, and says so once", async () => {
    const { journeyId, task, actor } = await give({ waitForDone: true, due: "PT2H" });
    await patchTask(actor, task.id, { status: "done" });
    await patchTask(actor, task.id, { status: "done" });
    expect(await end(journeyId)).toBe("next");
    expect(await happened(task.id)).toEqual(["task.created", "task.completed"]);
  });

  test.each(["put away", "deleted"])("that is %s lets the run go on", async (how) => {
    const { journeyId, task, actor } = await give({ waitForDone: true });
    if (how === "deleted") await deleteTask(actor, task.id);
    else await patchTask(actor, task.id, { status: "cancelled" });
    expect(await end(journeyId)).toBe("next");
  });

  test("that is not done in time is overdue for its run and in the log", async () => {
    const { journeyId, task } = await give({ waitForDone: true, due: "PT1S" });
    expect(await end(journeyId)).toBe("overdue");
    await eventually(async () => expect(await happened(task.id)).toEqual(["task.created", "task.overdue"]));
  });

  test("moves the wait of its run when its due time moves", async () => {
    const { journeyId, task, actor } = await give({ waitForDone: true, due: "PT2H" });
    await patchTask(actor, task.id, { dueAt: new Date(Date.now() + 500).toISOString() });
    expect(await end(journeyId)).toBe("overdue");
  });
});

describe("a deadline of a task", () => {
  test("that falls due again tells nobody twice, and one of a task that is done tells nobody", async () => {
    const { task, run, actor } = await give({ due: "PT1S" }, "exited");
    await eventually(async () => expect(await happened(task.id)).toContain("task.overdue"));
    const deadline = await transact(actor, (tx) =>
      tx.deadline.findUniqueOrThrow({
        where: { workspaceId_key: { workspaceId: run.workspaceId, key: `task:${task.id}` } },
      }),
    );
    await deadlineHandlers.task?.(deadline);
    await patchTask(actor, task.id, { status: "done" });
    await deadlineHandlers.task?.(deadline);
    expect(await happened(task.id)).toEqual(["task.created", "task.overdue", "task.completed"]);
  });
});
