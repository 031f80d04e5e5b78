import { describe, expect, it } from "vitest";
import { factsOf, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { DAY, HOUR, MINUTE, planOf } from "#core/journey/__fixtures__/player.ts";
import { type SimulatedEvent, type Simulation, sendsOf } from "#core/journey/simulate/simulation.ts";
import { simulate } from "#core/journey/simulate.ts";
import { nodeSteps } from "#nodes/steps.ts";

const trigger = { id: "start", type: "trigger.message" };
const ask = {
  id: "ask",
  type: "ask",
  config: { text: "When suits you, {{ contact.firstName }}?", saveAs: "slot", timeout: "PT4H" },
};
const bye = { id: "bye", type: "exit", config: { reason: "bye" } };
const late = { id: "late", type: "exit", config: { reason: "late" } };
const asking = planOf(
  [trigger, ask, bye, late],
  ["start.next > ask", "ask.answered > bye", "ask.timeout > late"],
);

const quiet = factsOf({ conversation: null, message: null, recentMessages: [] });

function play(plan: Simulation["plan"], events: SimulatedEvent[], more: Partial<Simulation> = {}) {
  return simulate({ plan, steps: nodeSteps, facts: quiet, now: MONDAY, events, ...more });
}

const says = (text: string, at: number): SimulatedEvent => ({ kind: "message", at, text, channel: "sms" });

describe("a simulated run", () => {
  it("goes from the message that starts it to its end, and shows each step with what was said", () => {
    const result = play(asking, [says("Hi", MONDAY), says("Tuesday", MONDAY + HOUR)]);
    expect(result).toMatchObject({ end: "exited", reason: "bye", startedAt: MONDAY });
    expect(result.run?.vars).toEqual({ slot: "Tuesday" });
    expect(result.steps.map(({ nodeId, outlet }) => [nodeId, outlet])).toEqual([
      ["start", "next"],
      ["ask", "answered"],
      ["bye", undefined],
    ]);
    expect(sendsOf(result.effects).map(({ effect }) => effect.text)).toEqual(["When suits you, Ann?"]);
    // The burst in which more could have come is waited out.
    expect(result.endedAt).toBe(MONDAY + HOUR + 2000);
  });

  it("lets its clock run to the time-out where nobody answers", () => {
    expect(play(asking, [says("Hi", MONDAY)])).toMatchObject({ reason: "late", endedAt: MONDAY + 4 * HOUR });
  });

  it("is the same each time, and as its run's id has it", () => {
    const wait = { id: "wait", type: "wait", config: { for: "P1D", jitter: "PT5H" } };
    const plan = planOf([trigger, wait], ["start.next > wait"]);
    const end = (runId: string) => play(plan, [says("Hi", MONDAY)], { runId }).endedAt;
    expect(end("one")).toBe(end("one"));
    expect(end("one")).not.toBe(end("two"));
    expect(play(plan, [says("Hi", MONDAY)])).toEqual(play(plan, [says("Hi", MONDAY)]));
  });

  it("sees what its updates have changed", () => {
    const update = {
      id: "update",
      type: "update",
      config: {
        changes: [
          { path: "contact.attributes.visits", op: "increment" },
          { path: "contact.tags", op: "add", value: "seen" },
          { path: "contact.firstName", value: "Anna" },
          { path: "conversation.memory.topic", value: "boots" },
        ],
      },
    };
    const send = {
      id: "send",
      type: "send",
      config: {
        text: "{{ contact.name }}, {{ contact.attributes.visits }}, {{ conversation.memory.topic }}",
      },
    };
    const plan = planOf([trigger, update, send], ["start.next > update", "update.next > send"]);
    const result = play(plan, [says("Hi", MONDAY)]);
    expect(sendsOf(result.effects)[0]?.effect.text).toBe("Anna Lee, 1, boots");
    expect(result.facts.contact.tags).toEqual(["vip", "seen"]);
    expect(quiet.contact.tags).toEqual(["vip"]);
  });

  it("has effects come out as it is told: by node, by kind, one after the other, or at a time", () => {
    const send = { id: "send", type: "send", config: { text: "Hello" } };
    const other = { id: "other", type: "send", config: { text: "Once more" } };
    const plan = planOf(
      [trigger, send, other, bye],
      ["start.next > send", "send.failed > other", "other.next > bye"],
    );
    const failed = { status: "failed", code: "down", reason: "The provider is down" } as const;
    expect(
      play(plan, [says("Hi", MONDAY)], { outcomes: { send: failed, other: { status: "done" } } }).end,
    ).toBe("exited");
    const stuck = play(plan, [says("Hi", MONDAY)], { outcomes: { send: [failed], other: failed } });
    expect(stuck).toMatchObject({ end: "stuck", reason: "It is stuck at “other”: The provider is down" });
    const armed = play(plan, [
      { kind: "outcome", at: MONDAY, nodeId: "send", outcome: failed },
      says("Hi", MONDAY),
    ]);
    expect(armed.reason).toBe("bye");
  });

  it("tells a run that is stuck at an unknown outcome what came of it", () => {
    const send = { id: "send", type: "send", config: { text: "Hello" } };
    const plan = planOf([trigger, send, bye], ["start.next > send", "send.next > bye"]);
    const outcomes = { send: { status: "unknown", reason: "Timed out" } } as const;
    const settled: SimulatedEvent = { kind: "outcome", at: MONDAY + MINUTE, outcome: { status: "done" } };
    expect(play(plan, [says("Hi", MONDAY)], { outcomes }).end).toBe("stuck");
    expect(play(plan, [says("Hi", MONDAY), settled], { outcomes }).reason).toBe("bye");
  });

  it("can be held and given back, and hears of a contact that changes", () => {
    const wait = { id: "wait", type: "wait", config: { untilField: { path: "contact.attributes.renewal" } } };
    const plan = planOf([trigger, wait, bye], ["start.next > wait", "wait.next > bye"]);
    const hold: SimulatedEvent = { kind: "control", at: MONDAY + HOUR, action: "hold" };
    expect(play(plan, [says("Hi", MONDAY), hold]).end).toBe("held");
    const attributes = { renewal: "2026-03-05T10:00Z" };
    const moved: SimulatedEvent = { kind: "contact", at: MONDAY + HOUR, changes: { attributes } };
    expect(play(plan, [says("Hi", MONDAY), moved])).toMatchObject({
      reason: "bye",
      endedAt: Date.UTC(2026, 2, 5, 10),
    });
  });

  it("waits for business hours by its own clock", () => {
    const wait = { id: "wait", type: "wait", config: { untilOpen: "office" } };
    const plan = planOf([trigger, wait, bye], ["start.next > wait", "wait.next > bye"]);
    const week = { timezone: "UTC", weekly: { tue: [{ from: "09:00", to: "17:00" }] }, holidays: [] };
    const result = play(plan, [says("Hi", MONDAY)], { hours: { office: week } });
    expect(result).toMatchObject({ reason: "bye", endedAt: MONDAY + DAY - HOUR });
  });

  it("begins with the event that a trigger waits for, and not with another", () => {
    const plan = planOf(
      [
        { id: "words", type: "trigger.message", config: { keywords: ["book"] } },
        { id: "event", type: "trigger.event", config: { event: "order.placed" } },
        { id: "send", type: "send", config: { text: "{{ event.properties.order }}" } },
      ],
      ["words.next > send", "event.next > send"],
    );
    expect(play(plan, [says("Hello", MONDAY)])).toMatchObject({ end: "notStarted", run: null });
    const placed: SimulatedEvent = {
      kind: "event",
      at: MONDAY + HOUR,
      name: "order.placed",
      properties: { order: "A1" },
    };
    const result = play(plan, [says("Hello", MONDAY), placed]);
    expect(result).toMatchObject({ end: "completed", startedAt: MONDAY + HOUR });
    expect(sendsOf(result.effects)[0]?.effect.text).toBe("A1");
    expect(play(plan, [], { triggerNodeId: "words" }).steps[0]?.nodeId).toBe("words");
  });

  it("stops where it waits for what never comes, and says for what", () => {
    const offered = { status: "done", result: { waitsFor: "offer" } } as const;
    const assign = { id: "assign", type: "assign", config: {}, label: "Find somebody" };
    const plan = planOf([trigger, assign, bye], ["start.next > assign", "assign.declined > bye"]);
    const result = play(plan, [says("Hi", MONDAY)], { outcomes: { assign: offered } });
    expect(result.reason).toBe(
      "It waits at “Find somebody” for something to happen, and nothing more happens",
    );
    const declined: SimulatedEvent = {
      kind: "happening",
      at: MONDAY + MINUTE,
      on: "routing",
      name: "declined",
    };
    expect(play(plan, [says("Hi", MONDAY), declined], { outcomes: { assign: offered } }).reason).toBe("bye");
  });

  it("ends a run that would go on for ever, in steps or in time or in putting off", () => {
    const wait = { id: "wait", type: "wait", config: { for: "P1D" } };
    const send = { id: "send", type: "send", config: { text: "Hello" } };
    const plan = planOf([trigger, wait, send], ["start.next > wait", "wait.next > send", "send.next > wait"]);
    const hi = [says("Hi", MONDAY)];
    expect(play(plan, hi).endedAt).toBeLessThanOrEqual(MONDAY + 366 * DAY);
    expect(play(plan, hi, { limits: { steps: 11 } })).toMatchObject({ end: "limit", run: { visits: 12 } });
    const later = { status: "later", at: MONDAY, reason: "Busy" } as const;
    expect(play(plan, hi, { outcomes: { send: later } }).end).toBe("limit");
  });
});
