import { describe, expect, test } from "vitest";
import {
  decideTaker,
  type InboundSituation,
  type IncomingMessage,
  type MessageTrigger,
  matchesTrigger,
  type TriggerCandidate,
} from "#core/conversation/inbound.ts";

const message: IncomingMessage = {
  text: "I want to cancel, please",
  channel: "sms",
  account: "support_number",
  startsConversation: false,
  intent: null,
  intentConfidence: null,
};
const nothing = () => undefined;

function candidate(journeyId: string, changes: Partial<TriggerCandidate> = {}): TriggerCandidate {
  return {
    journeyId,
    versionId: `${journeyId}-1`,
    nodeId: "start",
    trigger: {},
    publishedAt: 1,
    mayEnter: true,
    ...changes,
  };
}

function situation(changes: Partial<InboundSituation> = {}): InboundSituation {
  return {
    isOptOut: false,
    humanHolds: false,
    floorRunId: null,
    candidates: [],
    defaultJourney: null,
    ...changes,
  };
}

const decide = (changes: Partial<InboundSituation>) => decideTaker(situation(changes), message, nothing, 0);

describe("the inbound order", () => {
  const fallback = { journeyId: "welcome", versionId: "w1", nodeId: "start", mayEnter: true };
  const everyone = {
    isOptOut: true,
    humanHolds: true,
    floorRunId: "run-1",
    candidates: [candidate("a")],
    defaultJourney: fallback,
  };

  test("goes opt-out word, human, floor run, trigger, default journey, routing", () => {
    expect(decide(everyone)).toEqual({ by: "optOut" });
    expect(decide({ ...everyone, isOptOut: false })).toEqual({ by: "human" });
    const noHuman = { ...everyone, isOptOut: false, humanHolds: false };
    expect(decide(noHuman)).toEqual({ by: "run", runId: "run-1" });
    const noRun = { ...noHuman, floorRunId: null };
    expect(decide(noRun)).toMatchObject({ by: "trigger", journeyId: "a" });
    expect(decide({ ...noRun, candidates: [] })).toMatchObject({ by: "default", journeyId: "welcome" });
    expect(decide({})).toEqual({ by: "routing" });
  });

  test("starts one trigger: the highest priority, then the oldest version", () => {
    const low = candidate("low", { publishedAt: 1 });
    const young = candidate("young", { trigger: { priority: 5 }, publishedAt: 9 });
    const old = candidate("old", { trigger: { priority: 5 }, publishedAt: 3 });
    expect(decide({ candidates: [low, young, old] })).toMatchObject({ by: "trigger", journeyId: "old" });
  });

  test("passes over a journey that the contact may not enter again", () => {
    const candidates = [candidate("a", { mayEnter: false }), candidate("b", { publishedAt: 7 })];
    expect(decide({ candidates })).toMatchObject({ journeyId: "b" });
    expect(decide({ defaultJourney: { ...fallback, mayEnter: false } })).toEqual({ by: "routing" });
  });
});

describe("a message trigger", () => {
  const matches = (trigger: MessageTrigger, changes: Partial<IncomingMessage> = {}) =>
    matchesTrigger(trigger, { ...message, ...changes }, nothing, 0);

  test("takes every message when it asks for nothing", () => {
    expect(matches({})).toBe(true);
  });

  test("narrows by channel and by account", () => {
    expect(matches({ channels: ["webchat"] })).toBe(false);
    expect(matches({ accounts: ["support_number"] })).toBe(true);
    expect(matches({ accounts: ["other"] })).toBe(false);
    expect(matches({ accounts: ["other"] }, { account: null })).toBe(false);
  });

  test("can ask for the start of a conversation", () => {
    expect(matches({ on: "conversationStart" })).toBe(false);
    expect(matches({ on: "conversationStart" }, { startsConversation: true })).toBe(true);
  });

  test("finds keywords as whole words in any case and script", () => {
    expect(matches({ keywords: ["CANCEL"] })).toBe(true);
    expect(matches({ keywords: ["can"] })).toBe(false);
    expect(matches({ keywords: ["ändern"] }, { text: "Bitte ÄNDERN!" })).toBe(true);
    expect(matches({ keywords: ["to cancel"] })).toBe(true);
    expect(matches({ keywords: ["отмена"] }, { text: "отменаю" })).toBe(false);
  });

  test("needs the intent with enough confidence", () => {
    const known = { intent: "cancel", intentConfidence: 0.7 };
    expect(matches({ intents: ["cancel"] }, known)).toBe(true);
    expect(matches({ intents: ["cancel"], minConfidence: 0.8 }, known)).toBe(false);
    expect(matches({ intents: ["cancel"] })).toBe(false);
  });

  test("evaluates its condition", () => {
    const when = { field: "contact.tier", op: "eq", value: "gold" } as const;
    const gold = (field: string) => (field === "contact.tier" ? "gold" : undefined);
    expect(matchesTrigger({ when }, message, gold, 0)).toBe(true);
    expect(matches({ when })).toBe(false);
  });
});
