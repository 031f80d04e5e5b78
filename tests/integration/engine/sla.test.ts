import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { createSlaPolicy } from "#server/library/sla-policies.ts";
import { transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { listClocks } from "#server/sla/list-clocks.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();
let deadlines: RunningQueue;

beforeEach(async () => {
  deadlines = startDeadlines(deadlineHandlers);
  const { actor } = engine.workspace;
  // What an earlier test promised holds for its own conversations.
  await transact(actor, (tx) => tx.slaPolicy.updateMany({ data: { archivedAt: new Date() } }));
  await engine.start();
});
afterEach(() => deadlines.stop());

const policy = (key: string, targets: Record<string, string | number>, more: Record<string, unknown> = {}) =>
  createSlaPolicy(engine.workspace.actor, { key, name: key, targets, ...more });

const clocksOf = async (conversationId: string) =>
  (await listClocks(engine.workspace.actor, conversationId)).data;

/** What became of the clocks, as `policy target cycle status`, once it is this. */
const expectClocks = (conversationId: string, lines: string[]) =>
  eventually(async () => {
    const clocks = await clocksOf(conversationId);
    const found = clocks.map((each) => `${each.policy.key} ${each.target} ${each.cycle} ${each.status}`);
    expect(found.sort()).toEqual([...lines].sort());
  }, 25);

const happened = (conversationId: string) =>
  transact(engine.workspace.actor, async (tx) => {
    const where = { conversationId, type: { startsWith: "sla." } };
    return (await tx.event.findMany({ where, orderBy: { position: "asc" } })).map(({ type }) => type);
  });

describe("the clocks of a conversation", () => {
  test("begin with the customer's message, of the first policy that fits, and are kept by a person's reply", async () => {
    const vip = { all: [{ field: "contact.tier", op: "eq", value: "vip" }] };
    await policy("vips", { firstResponse: "PT1M" }, { position: 0, when: vip });
    await policy(
      "everybody",
      { firstResponse: "PT1H", nextResponse: "PT10M", resolution: "P1D" },
      { position: 1 },
    );
    const agent = await makeUser(engine.workspace.id);
    const customer = engine.customer();
    const { conversationId } = await customer.writes("Hello");
    const running = ["everybody firstResponse 1 running", "everybody resolution 1 running"];
    await expectClocks(conversationId, running);
    const [first] = await clocksOf(conversationId);
    expect(Date.parse(first?.dueAt ?? "") - Date.parse(first?.startedAt ?? "")).toBe(3_600_000);
    await sendMessage(agent, { conversationId, text: "Good morning" });
    await customer.reads("Good morning");
    await customer.writes("One more thing");
    await expectClocks(conversationId, [
      "everybody firstResponse 1 met",
      "everybody nextResponse 1 running",
      "everybody resolution 1 running",
    ]);
    await resolveConversation(agent, { conversationId, reason: "done" });
    await expectClocks(conversationId, [
      "everybody firstResponse 1 met",
      "everybody nextResponse 1 stopped",
      "everybody resolution 1 met",
    ]);
    await customer.writes("It is back");
    await eventually(async () => {
      const last = (await clocksOf(conversationId)).at(-1);
      expect(last).toMatchObject({ target: "resolution", cycle: 2, status: "running" });
    });
  });

  test("warn and break at their times, once each, and end with the late reply", async () => {
    await policy("fast", { firstResponse: "PT2S", warnAt: 0.5 });
    const agent = await makeUser(engine.workspace.id);
    const customer = engine.customer();
    const { conversationId } = await customer.writes("Hello");
    await expectClocks(conversationId, ["fast firstResponse 1 missed"]);
    await sendMessage(agent, { conversationId, text: "Sorry" });
    await customer.reads("Sorry");
    await eventually(async () => expect((await clocksOf(conversationId))[0]?.endedAt).not.toBeNull());
    expect(await happened(conversationId)).toEqual(["sla.started", "sla.warned", "sla.breached"]);
    const rows = await transact(engine.workspace.actor, (tx) =>
      tx.deadline.findMany({ where: { conversationId } }),
    );
    for (const row of rows.filter(({ kind }) => kind === "sla" || kind === "slaWarning")) {
      await deadlineHandlers[row.kind]?.(row);
    }
    expect(await happened(conversationId)).toHaveLength(3);
  });

  test("stand still while it is snoozed, and fall due as much later", async () => {
    await policy("calm", { resolution: "PT1H" });
    const { conversationId } = await engine.customer().writes("Hello");
    await expectClocks(conversationId, ["calm resolution 1 running"]);
    const due = async () => {
      const { actor } = engine.workspace;
      const where = { conversationId, kind: "sla" as const };
      return transact(actor, (tx) => tx.deadline.findFirstOrThrow({ where }));
    };
    const before = await due();
    const { actor } = engine.workspace;
    await snoozeConversation(actor, { conversationId, until: null });
    await expectClocks(conversationId, ["calm resolution 1 paused"]);
    expect((await due()).status).toBe("cancelled");
    await wakeConversation(actor, { conversationId, by: "agent" });
    await expectClocks(conversationId, ["calm resolution 1 running"]);
    expect((await due()).status).toBe("pending");
    expect((await due()).dueAt.getTime()).toBeGreaterThan(before.dueAt.getTime());
  });

  test("go over to a policy that fits from now on, and never back to one that was left", async () => {
    const urgent = { all: [{ field: "conversation.priority", op: "eq", value: "urgent" }] };
    await policy("urgent", { firstResponse: "PT5M" }, { position: 0, when: urgent });
    await policy("usual", { firstResponse: "PT1H" }, { position: 1 });
    const { conversationId } = await engine.customer().writes("Hello");
    await expectClocks(conversationId, ["usual firstResponse 1 running"]);
    const { actor } = engine.workspace;
    await updateConversation(actor, conversationId, { priority: "urgent" });
    const gone = ["urgent firstResponse 1 running", "usual firstResponse 1 stopped"];
    await expectClocks(conversationId, gone);
    await updateConversation(actor, conversationId, { priority: "normal" });
    await expectClocks(conversationId, gone);
  });
});

const NEVER = { not: { all: [] } };

/** A journey that steers a policy, one action after the other. */
const steers = (policyKey: string, actions: string[]) => {
  const id = (index: number) => (index < 0 ? "start" : `sla${index}`);
  const nodes = actions.map((action, index) => [
    id(index),
    { type: "sla", config: { policy: policyKey, action } },
  ]);
  return drawn(
    `Steers ${policyKey}`,
    {
      start: { type: "trigger.message", config: { keywords: ["go"] } },
      ...Object.fromEntries(nodes),
      next: { type: "exit", config: { reason: "next" } },
    },
    [
      ...actions.map((_, index): [string, string, string] => [id(index - 1), "next", id(index)]),
      [id(actions.length - 1), "next", "next"],
    ],
  );
};

describe("a journey that times a promise", () => {
  test.each([
    { key: "started", actions: ["start"], status: "running" },
    { key: "paused", actions: ["start", "pause"], status: "paused" },
    { key: "resumed", actions: ["start", "pause", "resume"], status: "running" },
    { key: "stopped", actions: ["start", "stop"], status: "stopped" },
  ])("by $actions has its clock $status, and goes on", async ({ key, actions, status }) => {
    await policy(key, { resolution: "PT1H" }, { when: NEVER });
    const journeyId = await engine.publish(steers(key, actions));
    const { conversationId } = await engine.customer().writes("go");
    expect((await engine.runIn(journeyId, "exited")).endReason).toBe("next");
    await expectClocks(conversationId, [`${key} resolution 1 ${status}`]);
  });

  test("leaves by breached where the promise is broken by then", async () => {
    await policy("late", { firstResponse: "PT1S" }, { when: NEVER });
    const document = drawn(
      "Looks after a while",
      {
        start: { type: "trigger.message", config: { keywords: ["go"] } },
        begin: { type: "sla", config: { policy: "late", action: "start" } },
        wait: { type: "wait", config: { for: "PT2S" } },
        look: { type: "sla", config: { policy: "late", action: "stop" } },
        next: { type: "exit", config: { reason: "next" } },
        breached: { type: "exit", config: { reason: "breached" } },
      },
      [
        ["start", "next", "begin"],
        ["begin", "next", "wait"],
        ["wait", "next", "look"],
        ["look", "next", "next"],
        ["look", "breached", "breached"],
      ],
    );
    const journeyId = await engine.publish(document);
    await engine.customer().writes("go");
    expect((await engine.runIn(journeyId, "exited")).endReason).toBe("breached");
  });
});
