import { describe, expect, it } from "vitest";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { route } from "#core/routing/route.ts";
import type { RoutingAgent, RoutingInput } from "#core/routing/routing-input.ts";
import { inputFrom, routingSnapshotSchema, snapshotOf } from "#core/routing/routing-snapshot.ts";

const NOW = Date.parse("2026-05-04T09:30:00Z");
const MORNINGS: BusinessWeek = {
  timezone: "UTC",
  weekly: { mon: [{ from: "08:00", to: "12:00" }] },
  holidays: [],
};
const NIGHTS: BusinessWeek = { ...MORNINGS, weekly: { mon: [{ from: "20:00", to: "23:00" }] } };

function agent(userId: string, given: Partial<RoutingAgent> = {}): RoutingAgent {
  return {
    userId,
    email: `${userId}@a.example`,
    presence: "online",
    teamIds: ["desk"],
    skills: {},
    languages: [],
    capacity: {},
    open: {},
    shifts: null,
    leave: [],
    lastAssignedAt: null,
    ...given,
  };
}

const facts: Record<string, unknown> = {
  "contact.tier": "gold",
  "contact.attributes.plan": "family",
  "conversation.channel": "sms",
};

const input: RoutingInput = {
  conversation: {
    channel: "sms",
    intent: null,
    intentConfidence: null,
    sentiment: -0.4,
    language: "pt",
    tier: "gold",
    priority: "normal",
    runId: null,
    teamId: null,
    assigneeId: null,
    queuedSince: null,
    knownBy: [{ userId: "ann", at: 5 }],
    declinedBy: ["dan"],
    lookup: (field) => facts[field],
  },
  rules: [],
  agents: [
    agent("ann", { shifts: MORNINGS, open: { sms: 2 } }),
    agent("bob", { shifts: NIGHTS }),
    agent("cat", { leave: [{ from: NOW - 1, to: NOW + 1 }] }),
    agent("dan"),
    agent("eve", { teamIds: ["night"] }),
  ],
  teams: [
    { id: "desk", key: "desk", name: "Desk", hours: MORNINGS, strategy: null, overflow: null },
    { id: "night", key: "night", name: "Night", hours: NIGHTS, strategy: null, overflow: null },
  ],
  settings: { tiers: ["silver", "gold"], timezone: "UTC" },
  now: NOW,
};

const rules: RoutingInput["rules"] = [
  {
    id: "r0",
    name: "Plan",
    when: { field: "contact.attributes.plan", op: "eq", value: "solo" },
    ...to("night"),
  },
  { id: "r1", name: "Gold", when: { field: "contact.tier", op: "eq", value: "gold" }, ...to("desk") },
];

function to(team: string) {
  const then = { team };
  return { then };
}

describe("what is kept of a decision", () => {
  it("decides the same once more, over JSON", () => {
    const kept = routingSnapshotSchema.parse(JSON.parse(JSON.stringify(snapshotOf(input))));
    const recalled = inputFrom(kept, { rules, emails: new Map(), otherwise: () => undefined });
    const { reviewAt: _, ...before } = route({ ...input, rules });
    const { reviewAt: __, ...after } = route(recalled);
    expect(after).toEqual(before);
    expect(after.userId).toBe("ann");
    expect(after.candidates.map(({ excludedBy }) => excludedBy)).toEqual([
      null,
      "shift",
      "leave",
      "declined",
      "team",
    ]);
  });

  it("holds nothing of the customer's attributes, and no address", () => {
    const text = JSON.stringify(snapshotOf(input));
    expect(text).not.toContain("family");
    expect(text).not.toContain("@");
  });

  it("asks elsewhere for what was not kept", () => {
    const otherwise = (field: string) => (field === "contact.attributes.plan" ? "solo" : undefined);
    const recalled = inputFrom(snapshotOf(input), { rules, emails: new Map(), otherwise });
    expect(route(recalled)).toMatchObject({ ruleId: "r0", teamId: "night", userId: null });
  });
});
