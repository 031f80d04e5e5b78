import { describe, expect, it } from "vitest";
import { factsOf, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { HOUR, MINUTE, planOf } from "#core/journey/__fixtures__/player.ts";
import type { PastConversation, PastMessage, PastRun } from "#core/journey/backtest/past-conversation.ts";
import { replayConversation } from "#core/journey/backtest/replay-conversation.ts";
import { doingOf, Tally } from "#core/journey/backtest/tally.ts";
import type { Plan } from "#core/journey/plan.ts";
import { nodeSteps } from "#nodes/steps.ts";

const trigger = { id: "start", type: "trigger.message" };
const ask = (text: string) => ({ id: "ask", type: "ask", config: { text, saveAs: "slot", timeout: "PT4H" } });
const thanks = (text: string) => ({ id: "thanks", type: "send", config: { text } });
const done = { id: "done", type: "exit", config: { reason: "booked" } };
const edges = ["start.next > ask", "ask.answered > thanks", "thanks.next > done"];
const asWas = planOf([trigger, ask("When?"), thanks("Thank you"), done], edges);

function said(author: PastMessage["author"], text: string, minute: number, nodeId?: string): PastMessage {
  return {
    id: `message-${minute}`,
    at: MONDAY + minute * MINUTE,
    author,
    text,
    channel: "sms",
    account: "sms",
    nodeId: nodeId ?? null,
    intent: null,
    intentConfidence: null,
    sentiment: null,
    attachmentCount: 0,
  };
}

const run: PastRun = {
  status: "exited",
  endReason: "booked",
  ways: [
    { nodeId: "start", type: "trigger.message", outlet: "next" },
    { nodeId: "ask", type: "ask", outlet: "answered" },
    { nodeId: "thanks", type: "send", outlet: "next" },
    { nodeId: "done", type: "exit", outlet: null },
  ],
  outcomes: [],
};

function pastOf(overrides: Partial<PastConversation> = {}): PastConversation {
  return {
    id: "conversation-1",
    facts: factsOf({ conversation: null, message: null, recentMessages: [] }),
    startedAt: MONDAY,
    messages: [
      said("customer", "Hi", 0),
      said("bot", "When?", 1, "ask"),
      said("customer", "Tuesday", 30),
      said("bot", "Thank you", 31, "thanks"),
    ],
    events: [],
    runs: [run],
    ...overrides,
  };
}

const replay = (plan: Plan, past = pastOf()) => replayConversation({ plan, steps: nodeSteps }, past);

describe("replaying a conversation of the past", () => {
  it("comes to the same where the draft does what was done", () => {
    const after = replay(asWas);
    expect(after).toEqual({ ...doingOf(pastOf()), difference: null });
    expect(new Tally().add({ before: doingOf(pastOf()), after })).toBe(false);
  });

  it("does not know the answer to what was never asked", () => {
    const plan = planOf([trigger, ask("Which day suits you?"), thanks("Thank you"), done], edges);
    expect(replay(plan)).toMatchObject({
      ends: [{ end: "unknown" }],
      sends: 1,
      difference: { nodeId: "ask", said: "When?", wouldSay: "Which day suits you?" },
    });
  });

  it("goes on to its end where only the last words differ", () => {
    const plan = planOf([trigger, ask("When?"), thanks("Thanks a lot"), done], edges);
    expect(replay(plan)).toMatchObject({
      ends: [{ end: "exited", reason: "booked" }],
      difference: { nodeId: "thanks", said: "Thank you", wouldSay: "Thanks a lot" },
    });
  });

  it("does not count on an answer to what the draft leaves unsaid", () => {
    const second = { id: "second", type: "ask", config: { text: "Thank you", saveAs: "more" } };
    const wait = { id: "wait", type: "wait", config: { for: "PT2H" } };
    const plan = planOf([trigger, wait, second], ["start.next > wait", "wait.next > second"]);
    expect(replay(plan)).toMatchObject({
      ends: [{ end: "unknown" }],
      difference: { nodeId: "ask", said: "When?", wouldSay: null },
    });
  });

  it("begins only where a trigger of the draft would have", () => {
    const picky = { id: "start", type: "trigger.message", config: { keywords: ["book"] } };
    const plan = planOf([picky, ask("When?"), thanks("Thank you"), done], edges);
    expect(replay(plan)).toEqual({ ends: [], sends: 0, assigns: 0, ways: [], difference: null });
  });

  it("begins again with a later message, where the journey lets the contact in again", () => {
    const messages = [
      ...pastOf().messages,
      said("customer", "Once more", 300),
      said("bot", "When?", 301, "ask"),
    ];
    const again = replay(asWas, pastOf({ messages }));
    expect(again.ends.map(({ end }) => end)).toEqual(["exited", "completed"]);
    const once = planOf([trigger, ask("When?"), thanks("Thank you"), done], edges, {
      settings: { reentry: "once" },
    });
    expect(replay(once, pastOf({ messages })).ends).toHaveLength(1);
  });

  it("has effects come out as they did, and holds where a person wrote", () => {
    const assign = { id: "assign", type: "assign", config: {} };
    const nobody = { id: "nobody", type: "exit", config: { reason: "nobody" } };
    const plan = planOf([trigger, assign, nobody], ["start.next > assign", "assign.nobody > nobody"]);
    const outcomes = [{ nodeId: "assign", outcome: { status: "done", outlet: "nobody" } as const }];
    expect(replay(plan, pastOf({ runs: [{ ...run, outcomes }] })).ends[0]?.reason).toBe("nobody");
    expect(replay(plan).assigns).toBe(1);
    const odd = [{ nodeId: "constructor", outcome: { status: "done" } as const }];
    expect(replay(plan, pastOf({ runs: [{ ...run, outcomes: odd }] })).assigns).toBe(1);
    const messages = [
      said("customer", "Hi", 0),
      said("bot", "When?", 1),
      said("agent", "Hello, I am Bo", 2),
      said("customer", "Hello Bo", 3),
    ];
    expect(replay(asWas, pastOf({ messages })).ends[0]?.end).toBe("held");
  });

  it("hears the contact's events at their time", () => {
    const plan = planOf(
      [{ id: "start", type: "trigger.event", config: { event: "paid" } }, done],
      ["start.next > done"],
    );
    const events = [{ name: "paid", at: MONDAY + HOUR, properties: {} }];
    expect(replay(plan, pastOf({ events })).ends[0]?.reason).toBe("booked");
  });
});

describe("a tally", () => {
  it("adds up both sides by end and by way out", () => {
    const tally = new Tally();
    const plan = planOf([trigger, ask("Which day?"), thanks("Thank you"), done], edges);
    tally.add({ before: doingOf(pastOf()), after: replay(plan) });
    tally.add({ before: doingOf(pastOf()), after: replay(asWas) });
    expect(tally).toMatchObject({
      conversations: 2,
      started: { before: 2, after: 2 },
      sends: { before: 4, after: 3 },
      same: 1,
      different: 1,
      unknown: 1,
    });
    expect(tally.ends).toEqual([
      { end: "exited", reason: "booked", before: 2, after: 1 },
      { end: "unknown", reason: null, before: 0, after: 1 },
    ]);
    expect(tally.outlets).toContainEqual({ nodeId: "ask", outlet: "answered", before: 2, after: 1 });
  });
});
