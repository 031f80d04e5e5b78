import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { createBusinessHours, patchBusinessHours } from "#server/library/business-hours.ts";
import { createSlaPolicy, patchSlaPolicy } from "#server/library/sla-policies.ts";
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

const policy = (
  key: string,
  targets: Record<string, string | number | number[]>,
  more: Record<string, unknown> = {},
) => createSlaPolicy(engine.workspace.actor, { key, name: key, targets, ...more });

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

describe("a promise that is broken", () => {
  const loggedOf = (conversationId: string, type: string) =>
    transact(engine.workspace.actor, (tx) =>
      tx.event.findMany({ where: { conversationId, type }, orderBy: { position: "asc" } }),
    );

  test("is known within two seconds of its time, after a warning at each share of it", async () => {
    await policy("quick", { firstResponse: "PT3S", warnAt: [0.3, 0.6] });
    const { conversationId } = await engine.customer().writes("Hello");
    await expectClocks(conversationId, ["quick firstResponse 1 missed"]);
    const warned = await loggedOf(conversationId, "sla.warned");
    expect(warned.map(({ data }) => (data as { share: number }).share)).toEqual([0.3, 0.6]);
    const told = [...warned, ...(await loggedOf(conversationId, "sla.breached"))];
    for (const { type, recordedAt, occurredAt } of told) {
      expect({ type, late: recordedAt.getTime() - occurredAt.getTime() < 2_000 }).toEqual({
        type,
        late: true,
      });
    }
  });

  test("is known within thirty seconds of a start, also where a worker died over it", async () => {
    await deadlines.stop();
    let isHeld = false;
    // A worker that claims what falls due and is never heard of again.
    const dead = startDeadlines({
      sla: () => {
        isHeld = true;
        return new Promise(() => {});
      },
    });
    await policy("held", { firstResponse: "PT1S" });
    const { conversationId } = await engine.customer().writes("Hello");
    await eventually(() => expect(isHeld).toBe(true));
    void dead.stop();
    const started = Date.now();
    deadlines = startDeadlines(deadlineHandlers);
    await expectClocks(conversationId, ["held firstResponse 1 missed"]);
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  test("goes up the chain step by step, while nobody answers", async () => {
    const agent = await makeUser(engine.workspace.id);
    const { actor } = engine.workspace;
    const { email } = await transact(actor, (tx) =>
      tx.user.findUniqueOrThrow({ where: { id: agent.userId } }),
    );
    const journeyId = await engine.publish(
      drawn(
        "Hears of it",
        {
          start: { type: "trigger.event", config: { event: "promise_broken" } },
          end: { type: "exit", config: { reason: "heard" } },
        },
        [["start", "next", "end"]],
      ),
    );
    const escalation = [
      { do: "priority", after: "PT0S", priority: "urgent" },
      { do: "notify", after: "PT0S", to: email },
      { do: "event", after: "PT1S", name: "promise_broken" },
      { do: "assign", after: "PT2S", assignee: email },
      { do: "priority", after: "PT2H", priority: "low" },
    ];
    await policy("chain", { firstResponse: "PT1S" }, { escalation });
    const { conversationId } = await engine.customer().writes("Hello");
    const done = await eventually(async () => {
      const lines = await loggedOf(conversationId, "sla.escalated");
      expect(lines).toHaveLength(4);
      return lines.map(({ data }) => (data as { do: string }).do).sort();
    });
    expect(done).toEqual(["assign", "event", "notify", "priority"]);
    expect((await engine.runIn(journeyId, "exited")).endReason).toBe("heard");
    const { conversation, notices } = await transact(actor, async (tx) => ({
      conversation: await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } }),
      notices: await tx.notification.findMany({ where: { conversationId, kind: "escalation" } }),
    }));
    expect(conversation).toMatchObject({ priority: "urgent", assigneeId: agent.userId });
    expect(notices).toMatchObject([{ userId: agent.userId, text: expect.stringContaining("“chain”") }]);
    const steps = () =>
      transact(actor, (tx) => tx.deadline.findMany({ where: { conversationId, kind: "slaEscalation" } }));
    for (const row of await steps()) await deadlineHandlers.slaEscalation?.(row);
    expect(await loggedOf(conversationId, "sla.escalated")).toHaveLength(5);
    await sendMessage(agent, { conversationId, text: "Here I am" });
    await eventually(async () => {
      const open = (await steps()).filter(({ status }) => status === "pending");
      expect(open).toEqual([]);
    });
  });

  test.each<{ on: string; targets: Record<string, string | number> }>([
    { on: "slaWarning", targets: { firstResponse: "PT1H", warnAt: 0.0003 } },
    { on: "slaBreach", targets: { firstResponse: "PT1S" } },
  ])("starts journeys on $on", async ({ on, targets }) => {
    const document = drawn(
      `Hears ${on}`,
      {
        start: { type: "trigger.conversation", config: { on } },
        end: { type: "exit", config: { reason: "heard" } },
      },
      [["start", "next", "end"]],
    );
    const journeyId = await engine.publish(document);
    await policy(`for_${on.toLowerCase()}`, targets);
    const { conversationId } = await engine.customer().writes("Hello");
    expect(await engine.runIn(journeyId, "exited")).toMatchObject({ conversationId, endReason: "heard" });
  });
});

describe("a promise that is changed", () => {
  const dueOf = async (conversationId: string) => {
    const [clock] = await clocksOf(conversationId);
    const length = Date.parse(clock?.dueAt ?? "") - Date.parse(clock?.startedAt ?? "");
    return { status: clock?.status, minutes: length / 60_000 };
  };
  const expectDue = (conversationId: string, wanted: { status: string; minutes: number }) =>
    eventually(async () => expect(await dueOf(conversationId)).toEqual(wanted), 25);

  test("moves the clocks that run, at once, by its time and by its hours", async () => {
    const { actor } = engine.workspace;
    const always = [{ from: "00:00", to: "24:00" }];
    const weekly = {
      mon: always,
      tue: always,
      wed: always,
      thu: always,
      fri: always,
      sat: always,
      sun: always,
    };
    const hours = await createBusinessHours(actor, { name: "Open", timezone: "UTC", weekly, holidays: [] });
    const made = await policy("moves", { firstResponse: "PT1H" }, { businessHours: hours.key });
    const { conversationId } = await engine.customer().writes("Hello");
    await expectDue(conversationId, { status: "running", minutes: 60 });
    await patchSlaPolicy(actor, made.id, { targets: { firstResponse: "PT3H" } });
    await expectDue(conversationId, { status: "running", minutes: 180 });
    await patchBusinessHours(actor, hours.id, { weekly: {} });
    await eventually(async () => {
      const { minutes } = await dueOf(conversationId);
      // Hours that never open: far away.
      expect(minutes).toBeGreaterThan(1_000_000);
    });
    await patchSlaPolicy(actor, made.id, { businessHours: null, targets: { firstResponse: "PT1S" } });
    await expectClocks(conversationId, ["moves firstResponse 1 missed"]);
    expect(await happened(conversationId)).toContain("sla.breached");
  });

  test("is stopped where nothing of the kind is promised any more", async () => {
    const made = await policy("drops", { firstResponse: "PT1H", resolution: "P1D" });
    const { conversationId } = await engine.customer().writes("Hello");
    await expectClocks(conversationId, ["drops firstResponse 1 running", "drops resolution 1 running"]);
    await patchSlaPolicy(engine.workspace.actor, made.id, { targets: { resolution: "P1D" } });
    await expectClocks(conversationId, ["drops firstResponse 1 stopped", "drops resolution 1 running"]);
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
