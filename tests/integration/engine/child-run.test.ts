import { describe, expect, test } from "vitest";
import { systemActor } from "#server/access/actor.ts";
import { archiveJourney } from "#server/journeys/change-journey.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { startChild } from "#server/journeys/start-child.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

/** What asks and hands back the answer. */
const inner = (key: string) => ({
  ...drawn(
    "Inner",
    {
      start: { type: "trigger.event", config: { event: "never" } },
      ask: { type: "ask", config: { text: "Which {{ vars.thing }}?", saveAs: "choice" } },
    },
    [["start", "next", "ask"]],
    { inputs: ["thing"] },
  ),
  key,
});

const outer = (journey: string) =>
  drawn(
    "Outer",
    {
      start: { type: "trigger.message" },
      through: { type: "journey", config: { journey, input: { thing: "day" }, saveAs: "inner" } },
      tell: { type: "send", config: { text: "You chose {{ vars.inner.choice }}" } },
      bad: { type: "exit", config: { reason: "bad" } },
    },
    [
      ["start", "next", "through"],
      ["through", "returned", "tell"],
      ["through", "failed", "bad"],
    ],
  );

const runWith = (journeyId: string, status: string) =>
  eventually(async () => {
    const found = await engine.runs(journeyId);
    const run = found.find((each) => each.status === status);
    if (!run) throw new Error(`Runs are ${found.map((each) => each.status).join(", ")}`);
    return run;
  }, 25);

describe("a journey within a journey", () => {
  test("speaks in the same conversation, takes what it is handed over, and hands its variables back", async () => {
    await engine.start();
    const innerId = await engine.publish(inner("first"));
    const outerId = await engine.publish(outer("first"));
    const customer = engine.customer();
    await customer.writes("hello");
    await customer.reads("Which day?");
    const child = await engine.runIn(innerId, "waiting");
    const parent = await engine.runIn(outerId, "waiting");
    expect(child).toMatchObject({
      parentRunId: parent.id,
      conversationId: parent.conversationId,
      floor: true,
    });
    expect(parent.floor).toBe(false);
    await customer.writes("Monday");
    await customer.reads("You chose Monday");
    expect((await engine.runIn(outerId, "completed")).state).toMatchObject({
      vars: { inner: { thing: "day", choice: "Monday" } },
    });
  });

  test("is found again by a worker that starts it once more, whatever has become of its journey", async () => {
    await engine.start();
    const innerId = await engine.publish(inner("again_found"));
    const outerId = await engine.publish(outer("again_found"));
    const customer = engine.customer();
    await customer.writes("hello");
    await customer.reads("Which day?");
    const child = await engine.runIn(innerId, "waiting");
    const parent = await engine.runIn(outerId, "waiting");
    const { actor, id: workspaceId } = engine.workspace;
    await archiveJourney(actor, innerId);
    const { contactId, conversationId } = parent;
    const facts = await loadFacts(workspaceId, { contactId, conversationId, triggerEventId: null });
    if (!facts) throw new Error("The contact is gone");
    const order = {
      ...{ parentRunId: parent.id, effectKey: parent.effects[0]?.key ?? "", journeyKey: "again_found" },
      ...{ contactId, conversationId, input: {}, wait: true, facts },
    };
    expect(await startChild(systemActor(workspaceId, "engine"), order)).toEqual({
      kind: "started",
      runId: child.id,
    });
  });

  test("is stopped with the run that waits for it, and tells one that waits when it is stopped itself", async () => {
    await engine.start();
    const innerId = await engine.publish(inner("second"));
    const outerId = await engine.publish(outer("second"));
    const customer = engine.customer();
    await customer.writes("hello");
    await customer.reads("Which day?");
    const parent = await engine.runIn(outerId, "waiting");
    await controlRun(engine.workspace.actor, parent.id, "stop");
    await engine.runIn(innerId, "stopped");
    const other = engine.customer();
    await other.writes("hello");
    await other.reads("Which day?");
    const child = await runWith(innerId, "waiting");
    await controlRun(engine.workspace.actor, child.id, "stop");
    expect((await runWith(outerId, "exited")).endReason).toBe("bad");
  });

  test("goes on by itself where nobody waits for it", async () => {
    await engine.start();
    const innerId = await engine.publish(inner("third"));
    const outerId = await engine.publish(
      drawn(
        "Starts another",
        {
          start: { type: "trigger.message" },
          through: { type: "journey", config: { journey: "third", input: { thing: "day" }, wait: false } },
        },
        [["start", "next", "through"]],
      ),
    );
    const customer = engine.customer();
    await customer.writes("hello");
    await engine.runIn(outerId, "completed");
    await customer.reads("Which day?");
    await engine.runIn(innerId, "waiting");
  });

  test("is refused where it is not live", async () => {
    await engine.start();
    const innerId = await engine.publish(inner("fourth"));
    const outerId = await engine.publish(outer("fourth"));
    await transact(engine.workspace.actor, (tx) =>
      tx.journey.updateMany({ where: { id: innerId }, data: { status: "paused" } }),
    );
    await engine.customer().writes("hello");
    const run = await engine.runIn(outerId, "exited");
    expect(JSON.stringify(run.steps)).toContain("The journey “fourth” is not live");
  });

  test("is refused where journeys start each other without end", async () => {
    await engine.start();
    const circle = {
      ...drawn(
        "Again",
        {
          start: { type: "trigger.message" },
          through: { type: "journey", config: { journey: "again" } },
          bad: { type: "exit", config: { reason: "bad" } },
        },
        [
          ["start", "next", "through"],
          ["through", "failed", "bad"],
        ],
        { reentry: "always" },
      ),
      key: "again",
    };
    const circleId = await engine.publish(circle);
    await engine.customer().writes("hello");
    const runs = await eventually(async () => {
      const found = await engine.runs(circleId);
      expect(found.every(({ endedAt }) => endedAt !== null) && found.length > 1).toBe(true);
      return found;
    });
    expect(runs).toHaveLength(6);
    expect(JSON.stringify(runs)).toContain("more than 5 deep");
  });
});
