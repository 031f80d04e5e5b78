import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { temporalClient } from "#server/platform/temporal.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

const asks = () =>
  drawn(
    "Asks",
    {
      start: { type: "trigger.message", config: { keywords: ["begin"] } },
      ask: { type: "ask", config: { text: "Which day?", saveAs: "day", collect: "PT0.1S", timeout: "PT1H" } },
      done: { type: "send", config: { text: "Noted: {{ vars.day }}" } },
    },
    [
      ["start", "next", "ask"],
      ["ask", "answered", "done"],
    ],
  );

describe("a person and a run", () => {
  test("a claim holds the run, its messages go to the person, and a release resumes it at the same question", async () => {
    await engine.start();
    const agent = await makeUser(engine.workspace.id, { presence: "online" });
    const journeyId = await engine.publish(asks());
    const customer = engine.customer();
    const { conversationId } = await customer.writes("begin");
    await customer.reads("Which day?");
    await engine.runIn(journeyId, "waiting");
    await claimConversation(agent, conversationId);
    await engine.runIn(journeyId, "held");
    const { messageId } = await customer.writes("can I speak to somebody?");
    expect(await engine.takerOf(messageId)).toBe("human");
    await releaseConversation(agent, conversationId);
    await engine.runIn(journeyId, "waiting");
    await customer.writes("Tuesday");
    await engine.runIn(journeyId, "completed");
    await customer.reads("Noted: Tuesday");
    expect(customer.count()).toBe(2);
  });

  test("an operator pauses, resumes and stops a run, and is told when it makes no sense", async () => {
    await engine.start();
    const journeyId = await engine.publish(asks());
    const customer = engine.customer();
    await customer.writes("begin");
    const { id } = await engine.runIn(journeyId, "waiting");
    const { actor } = engine.workspace;
    expect(await controlRun(actor, id, "pause")).toEqual({ status: "paused" });
    await expect(controlRun(actor, id, "retry")).rejects.toMatchObject({ code: "conflict" });
    expect(await controlRun(actor, id, "resume")).toEqual({ status: "waiting" });
    expect(await controlRun(actor, id, "stop")).toEqual({ status: "stopped" });
    await expect(controlRun(actor, id, "pause")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("trouble with a provider", () => {
  test("a refused send with no way out parks the run as stuck, and a retry sends it", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Refused",
        { start: { type: "trigger.message" }, send: { type: "send", config: { text: "Hello" } } },
        [["start", "next", "send"]],
      ),
    );
    engine.emulator.failNext({ kind: "error", status: 400, code: 21606 });
    const customer = engine.customer();
    await customer.writes("hi");
    const stuck = await engine.runIn(journeyId, "stuck");
    expect(stuck.stuckReason).toBeTruthy();
    expect(customer.count()).toBe(0);
    await controlRun(engine.workspace.actor, stuck.id, "retry");
    await engine.runIn(journeyId, "completed");
    expect(customer.count("Hello")).toBe(1);
  });
});

describe("a slow effect", () => {
  test("runs a custom activity in the slow lane and leaves by the outlet it names", async () => {
    const points = new Map([["42", 640]]);
    let requests = 0;
    const service = createServer((request, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(503).end();
      else response.end(JSON.stringify({ points: points.get(request.url?.split("/")[2] ?? "") ?? 0 }));
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    const serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    try {
      await engine.start();
      const journeyId = await engine.publish(
        drawn(
          "Loyal",
          {
            start: { type: "trigger.message" },
            tier: {
              type: "custom",
              config: { activity: "loyalty-tier", input: { serviceUrl, customerNumber: "42" } },
            },
            gold: { type: "send", config: { text: "Gold with {{ vars.loyaltyTier.points }}" } },
          },
          [
            ["start", "next", "tier"],
            ["tier", "gold", "gold"],
          ],
        ),
      );
      const customer = engine.customer();
      await customer.writes("hi");
      const run = await engine.runIn(journeyId, "completed");
      await customer.reads("Gold with 640");
      expect(run.effects.find(({ kind }) => kind === "custom")).toMatchObject({
        status: "done",
        attempts: 2,
      });
    } finally {
      service.close();
    }
  });
});

describe("what Temporal keeps", () => {
  test("shows nothing of what was said or of who said it", async () => {
    await engine.start();
    const journeyId = await engine.publish(asks());
    const customer = engine.customer();
    await customer.writes("begin");
    const run = await engine.runIn(journeyId, "waiting");
    await customer.writes("Wednesday");
    await engine.runIn(journeyId, "completed");
    const handle = temporalClient().workflow.getHandle(run.workflowId ?? "");
    const history = await eventually(async () => {
      expect((await handle.describe()).status.name).toBe("COMPLETED");
      return handle.fetchHistory();
    });
    const bytes = JSON.stringify(history, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
    );
    for (const secret of ["Wednesday", customer.number, run.contactId, engine.workspace.id, "resting"]) {
      expect(bytes).not.toContain(secret);
    }
  });
});
