import { describe, expect, test } from "vitest";
import { listRunSteps } from "#server/journeys/get-run.ts";
import { settleIfKnown } from "#server/journeys/settle-late-effect.ts";
import { transact } from "#server/platform/database.ts";
import { takeMessage } from "#server/relay/take-message.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

const quick = { collect: "PT0.1S", timeout: "PT1H" };
const mainJob = () =>
  drawn(
    "Main job",
    {
      start: { type: "trigger.message", config: { keywords: ["help"] } },
      hello: { type: "send", config: { text: "Hi {{ contact.firstName | default: 'there' }}" } },
      ask: { type: "ask", config: { text: "How was it?", saveAs: "how", ...quick } },
      mood: { type: "sentiment" },
      note: { type: "note", config: { text: "They said: {{ vars.how }}" } },
      tag: {
        type: "update",
        config: { changes: [{ path: "contact.attributes.asked", op: "increment", value: 1 }] },
      },
      assign: { type: "assign" },
      thanks: { type: "send", config: { text: "Thank you" } },
    },
    [
      ["start", "next", "hello"],
      ["hello", "next", "ask"],
      ["ask", "answered", "mood"],
      ["mood", "negative", "note"],
      ["mood", "neutral", "thanks"],
      ["mood", "positive", "thanks"],
      ["note", "next", "tag"],
      ["tag", "next", "assign"],
    ],
  );

describe("a run", () => {
  test("goes on where the provider’s word came just before its silence was written down", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "A lost answer",
        { start: { type: "trigger.message" }, send: { type: "send", config: { text: "Here" } } },
        [["start", "next", "send"]],
      ),
    );
    engine.emulator.failNext({ kind: "resetAfter" });
    await engine.customer().writes("hello");
    const { effects } = await engine.runIn(journeyId, "stuck");
    const { workspace } = engine;
    const [effect] = effects;
    expect(effect?.status).toBe("unknown");
    // A callback that was applied while the effect was still under way: it found nothing to settle.
    await transact(workspace.actor, (tx) =>
      tx.message.updateMany({ where: { effectKey: effect?.key ?? "" }, data: { status: "delivered" } }),
    );
    await settleIfKnown(workspace.id, effect?.key ?? "");
    await engine.runIn(journeyId, "completed");
  });

  test("has an answer to itself: heard of again after its end, it starts nobody else", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Any message",
        {
          start: { type: "trigger.message" },
          ask: { type: "ask", config: { text: "How many?", saveAs: "many", ...quick } },
        },
        [["start", "next", "ask"]],
      ),
    );
    const customer = engine.customer();
    await customer.writes("hello");
    await customer.reads("How many?");
    await engine.runIn(journeyId, "waiting");
    const { conversationId, messageId } = await customer.writes("three");
    await engine.runIn(journeyId, "completed");
    // As when the relay is killed after it told the run, and before it wrote that down.
    await takeMessage(engine.workspace.id, { conversationId, messageId }, async () => undefined);
    expect(await engine.runs(journeyId)).toHaveLength(1);
  });

  test("sends, asks, waits, branches on sentiment and assigns", async () => {
    await engine.start();
    const agent = await makeUser(engine.workspace.id, { presence: "online" });
    const journeyId = await engine.publish(mainJob());
    const customer = engine.customer();
    const { conversationId } = await customer.writes("help");
    await customer.reads("Hi there");
    await customer.reads("How was it?");
    await engine.runIn(journeyId, "waiting");
    await customer.writes("terrible, really");
    const run = await engine.runIn(journeyId, "completed");
    expect(run.steps.map(({ nodeId, outlet }) => [nodeId, outlet])).toEqual([
      ["start", "next"],
      ["hello", "next"],
      ["ask", "answered"],
      ["mood", "negative"],
      ["note", "next"],
      ["tag", "next"],
      ["assign", "assigned"],
    ]);
    const { conversation, notes, contact } = await transact(engine.workspace.actor, async (tx) => ({
      conversation: await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } }),
      notes: await tx.note.findMany({ where: { conversationId } }),
      contact: await tx.contact.findUniqueOrThrow({ where: { id: run.contactId } }),
    }));
    expect(conversation.assigneeId).toBe(agent.userId);
    expect(notes.map(({ text }) => text)).toEqual(["They said: terrible, really"]);
    expect(contact.attributes).toEqual({ asked: 1 });
    expect(customer.count()).toBe(2);
    const steps = await listRunSteps(engine.workspace.actor, run.id);
    expect(steps.map(({ effect }) => effect?.status ?? null)).toEqual([
      null,
      "done",
      "done",
      null,
      "done",
      "done",
      "done",
    ]);
    expect(steps.every(({ trail }) => trail.every(({ why }) => why.length > 0))).toBe(true);
  });

  test("goes on where a provider puts it off until a moment that has come already", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Put off",
        {
          start: { type: "trigger.message", config: { keywords: ["again"] } },
          first: { type: "send", config: { text: "At last" } },
        },
        [["start", "next", "first"]],
      ),
    );
    engine.emulator.failNext({ kind: "rateLimit", retryAfter: 0 });
    const customer = engine.customer();
    await customer.writes("again");
    const run = await engine.runIn(journeyId, "completed");
    expect(customer.count("At last")).toBe(1);
    expect(run.effects.map(({ status, attempts }) => [status, attempts])).toEqual([["done", 2]]);
  });

  test("is started once by a message that is delivered five times", async () => {
    await engine.start();
    const journeyId = await engine.publish(mainJob());
    const customer = engine.customer();
    await Promise.all(Array.from({ length: 5 }, () => customer.writes("help", "SM-the-same")));
    await engine.runIn(journeyId, "waiting");
    expect(await engine.runs(journeyId)).toHaveLength(1);
    expect(customer.count("How was it?")).toBe(1);
  });

  test("hands a message that it does not want on to routing", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Waits",
        {
          start: { type: "trigger.message", config: { keywords: ["begin"] } },
          send: { type: "send", config: { text: "Later" } },
          wait: { type: "wait", config: { for: "PT1H" } },
        },
        [
          ["start", "next", "send"],
          ["send", "next", "wait"],
        ],
      ),
    );
    const customer = engine.customer();
    await customer.writes("begin");
    await engine.runIn(journeyId, "waiting");
    const { messageId } = await customer.writes("is anybody there");
    expect(await engine.takerOf(messageId)).toBe("routing");
  });
});
