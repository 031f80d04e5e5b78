import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Condition } from "#core/conditions/condition.ts";
import { createAudience } from "#server/audiences/audiences.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { createContact } from "#server/contacts/write-contacts.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

beforeEach(() => engine.start());

async function audienceOf(condition: Condition): Promise<string> {
  const key = `a${randomUUID().replaceAll("-", "")}`;
  await createAudience(engine.workspace.actor, { key, name: key, condition });
  return key;
}

/** Two ends, by a condition; started by an event of its own name. */
function branching(event: string, when: Condition, start: Record<string, unknown> = {}) {
  return engine.publish(
    drawn(
      `Branch ${event}`,
      {
        start: { type: "trigger.event", config: { event, ...start } },
        branch: { type: "branch", config: { cases: [{ outlet: "yes", when }] } },
        in: { type: "exit", config: { reason: "in" } },
        out: { type: "exit", config: { reason: "out" } },
      },
      [
        ["start", "next", "branch"],
        ["branch", "yes", "in"],
        ["branch", "else", "out"],
      ],
    ),
  );
}

async function endOf(journeyId: string): Promise<string | undefined> {
  const run = await engine.runIn(journeyId, "exited");
  return run.steps.at(-1)?.nodeId;
}

describe("a run", () => {
  it("knows its contact's audiences and how often events happened", async () => {
    const { actor } = engine.workspace;
    const regulars = await audienceOf({ field: "events.visit.count", op: "gte", value: 2, within: "P1D" });
    const golden = await audienceOf({ field: "contact.tier", op: "eq", value: "gold" });
    const contact = await createContact(actor, { tier: "Gold", isTest: false });
    const both: Condition = {
      all: [
        { field: "contact.audiences", op: "hasAll", value: [regulars, golden] },
        { field: "events.visit.count", op: "eq", value: 2 },
      ],
    };
    const [first, last] = [`first ${randomUUID()}`, `last ${randomUUID()}`];
    const [before, after] = [await branching(first, both), await branching(last, both)];
    const named = (name: string) => reportEvent(actor, { name, contact: { id: contact.id } });
    await named(first);
    expect(await endOf(before)).toBe("out");
    await named("visit");
    await named("visit");
    await named(last);
    expect(await endOf(after)).toBe("in");
  });

  it("is told apart by audiences also before it starts", async () => {
    const { actor } = engine.workspace;
    const golden = await audienceOf({ field: "contact.tier", op: "eq", value: "gold" });
    const event = `order ${randomUUID()}`;
    const when: Condition = { field: "contact.audiences", op: "hasAny", value: [golden] };
    const others = await branching(event, when, { when: { not: when } });
    const members = await branching(event, when, { when });
    const contact = await createContact(actor, { tier: "gold", isTest: false });
    await reportEvent(actor, { name: event, contact: { id: contact.id } });
    expect(await endOf(members)).toBe("in");
    expect(await engine.runs(others)).toEqual([]);
  });
});
