import { describe, expect, test } from "vitest";
import { reportEvent } from "#server/contacts/report-event.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const asks = () =>
  drawn(
    "Asks",
    {
      start: { type: "trigger.message", config: { keywords: ["begin"] } },
      ask: { type: "ask", config: { text: "Which day?", saveAs: "day", collect: "PT0.1S", timeout: "PT1H" } },
      noted: { type: "send", config: { text: "Noted" } },
    },
    [
      ["start", "next", "ask"],
      ["ask", "answered", "noted"],
    ],
  );

const tells = (text: string, priority: number) =>
  drawn(
    `Tells ${text}`,
    {
      start: { type: "trigger.event", config: { event: "order.paid", priority } },
      tell: { type: "send", config: { text } },
    },
    [["start", "next", "tell"]],
  );

const bodies = (number: string) =>
  engine.emulator.accepted.filter(({ to }) => to === number).map(({ body }) => body);

describe("one speaker in a conversation", () => {
  test("others wait for the floor and speak when it is free, the most important first", async () => {
    await engine.start();
    const asking = await engine.publish(asks());
    const [low, high] = [await engine.publish(tells("low", 0)), await engine.publish(tells("high", 5))];
    const customer = engine.customer();
    await customer.writes("begin");
    await customer.reads("Which day?");
    await engine.runIn(asking, "waiting");
    await reportEvent(engine.workspace.actor, { name: "order.paid", contact: { phone: customer.number } });
    for (const journeyId of [low, high]) {
      const run = await engine.runIn(journeyId, "waiting");
      expect(run.waitingFor).toMatchObject({ kind: "effect", code: "floor" });
      expect(run.floor).toBe(false);
    }
    await customer.writes("Tuesday");
    for (const journeyId of [asking, high, low]) await engine.runIn(journeyId, "completed");
    expect(bodies(customer.number)).toEqual(["Which day?", "Noted", "high", "low"]);
  });

  test("two that begin at once speak one after the other, though neither had a conversation", async () => {
    await engine.start();
    const one = await engine.publish(tells("one", 0));
    const two = await engine.publish(tells("two", 0));
    const customer = engine.customer();
    await reportEvent(engine.workspace.actor, { name: "order.paid", contact: { phone: customer.number } });
    for (const journeyId of [one, two]) await engine.runIn(journeyId, "completed");
    expect(bodies(customer.number).sort()).toEqual(["one", "two"]);
    const runs = [...(await engine.runs(one)), ...(await engine.runs(two))];
    expect(new Set(runs.map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  test("a run that waits for time to pass keeps nobody from speaking", async () => {
    await engine.start();
    const waiting = await engine.publish(
      drawn(
        "Waits",
        {
          start: { type: "trigger.message", config: { keywords: ["begin"] } },
          hello: { type: "send", config: { text: "Hello" } },
          wait: { type: "wait", config: { for: "PT1H" } },
        },
        [
          ["start", "next", "hello"],
          ["hello", "next", "wait"],
        ],
      ),
    );
    const telling = await engine.publish(tells("meanwhile", 0));
    const customer = engine.customer();
    await customer.writes("begin");
    await eventually(async () => expect((await engine.runIn(waiting, "waiting")).currentNodeId).toBe("wait"));
    await reportEvent(engine.workspace.actor, { name: "order.paid", contact: { phone: customer.number } });
    await engine.runIn(telling, "completed");
    expect(bodies(customer.number)).toEqual(["Hello", "meanwhile"]);
  });
});
