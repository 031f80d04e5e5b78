import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { openCount, roomFor } from "#core/routing/filter-agent.ts";
import { route } from "#core/routing/route.ts";
import type {
  RoutingAgent,
  RoutingConversation,
  RoutingInput,
  RoutingRule,
  RoutingTeam,
} from "#core/routing/routing-input.ts";
import { RULE_STRATEGIES, type RuleTarget } from "#core/routing/rule-target.ts";

/** A Saturday, noon in UTC. */
const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const WEEKDAYS: BusinessWeek = {
  timezone: "UTC",
  weekly: Object.fromEntries(
    (["mon", "tue", "wed", "thu", "fri"] as const).map((day) => [day, [{ from: "09:00", to: "17:00" }]]),
  ),
  holidays: [],
};

function agent(userId: string, extra: Partial<RoutingAgent> = {}): RoutingAgent {
  return {
    userId,
    email: `${userId}@example.com`,
    presence: "online",
    teamIds: [],
    skills: {},
    languages: [],
    capacity: { default: 5 },
    open: {},
    shifts: null,
    leave: [],
    lastAssignedAt: null,
    ...extra,
  };
}

function team(key: string, extra: Partial<RoutingTeam> = {}): RoutingTeam {
  return { id: `id-${key}`, key, name: key, hours: null, strategy: null, overflow: null, ...extra };
}

function rule(id: string, target: RuleTarget, when: RoutingRule["when"] = { all: [] }): RoutingRule {
  // biome-ignore lint/suspicious/noThenProperty: a rule reads “when …, then …”; it is never awaited
  return { id, name: id, when, then: target };
}

function input(
  extra: Partial<Omit<RoutingInput, "conversation">> & { conversation?: Partial<RoutingConversation> } = {},
): RoutingInput {
  const { conversation, ...rest } = extra;
  const about: RoutingConversation = {
    channel: "sms",
    intent: null,
    intentConfidence: null,
    sentiment: null,
    language: null,
    tier: null,
    priority: "normal",
    runId: null,
    teamId: null,
    assigneeId: null,
    queuedSince: null,
    knownBy: [],
    declinedBy: [],
    lookup: () => undefined,
    ...conversation,
  };
  return {
    rules: [],
    agents: [],
    teams: [],
    settings: { tiers: ["silver", "gold"], timezone: "UTC" },
    now: NOW,
    ...rest,
    conversation: about,
  };
}

const excluded = (decision: ReturnType<typeof route>) =>
  Object.fromEntries(decision.candidates.map(({ userId, excludedBy }) => [userId, excludedBy]));

describe("who gets a conversation", () => {
  it("names the first filter that left somebody out", () => {
    const care = team("care");
    const closed = team("closed", { hours: WEEKDAYS });
    const inCare = { teamIds: [care.id], skills: { german: 3 } };
    const agents = [
      agent("other team", { teamIds: ["b"] }),
      agent("unskilled", { teamIds: [care.id], skills: { german: 1 } }),
      agent("away", { ...inCare, presence: "away" }),
      agent("on leave", { ...inCare, leave: [{ from: NOW - 1, to: NOW + 1 }] }),
      agent("off shift", { ...inCare, shifts: WEEKDAYS }),
      agent("full", { ...inCare, open: { sms: 5 } }),
      agent("declined", inCare),
      agent("fits", inCare),
    ];
    const skills = [{ key: "german", level: 2 }];
    const asked = { teams: [care, closed], agents, conversation: { declinedBy: ["declined"] } };
    const decision = route(input({ ...asked, request: { team: "care", skills } }));
    expect(decision).toMatchObject({ outcome: "agent", move: "give", userId: "fits", teamId: care.id });
    expect(decision.reason).toBe("Is the only one who can take it");
    expect(excluded(decision)).toEqual({
      "other team": "team",
      unskilled: "skill",
      away: "offline",
      "on leave": "leave",
      "off shift": "shift",
      full: "full",
      declined: "declined",
      fits: null,
    });
    const shut = route(input({ ...asked, request: { team: "closed" } }));
    expect(shut).toMatchObject({ outcome: "queued", reason: "The team is closed" });
  });

  it("is nobody for a customer who is not of the tier asked for", () => {
    const decision = route(input({ agents: [agent("ann")], request: { minTier: "gold" } }));
    expect(decision).toMatchObject({
      outcome: "nobody",
      move: "nobody",
      reason: "The customer is not of tier gold or higher",
    });
    expect(excluded(decision)).toEqual({ ann: "tier" });
  });

  it("least busy counts what is open now, and of equals takes the one who is idle longest", () => {
    const agents = [
      agent("a", { open: { sms: 2 } }),
      agent("b", { open: { sms: 1 }, lastAssignedAt: 200 }),
      agent("c", { open: { webchat: 1 }, lastAssignedAt: 100 }),
    ];
    const decision = route(input({ agents }));
    expect(decision.candidates.map(({ userId, score }) => [userId, score])).toEqual([
      ["c", -1],
      ["b", -1],
      ["a", -2],
    ]);
  });

  it("is the team's own where neither rule nor request says another", () => {
    const people = [
      agent("busy", { open: { sms: 2 }, lastAssignedAt: 1, teamIds: ["id-care"] }),
      agent("idle", { lastAssignedAt: 2, teamIds: ["id-care"] }),
    ];
    const teams = [team("care", { strategy: "roundRobin" })];
    const asked = (request: RoutingInput["request"]) =>
      route(input({ agents: people, teams, ...(request && { request }) }));
    expect(asked({ team: "care" })).toMatchObject({ strategy: "roundRobin", userId: "busy" });
    expect(asked({ team: "care", strategy: "leastBusy" }).userId).toBe("idle");
    expect(asked({})).toMatchObject({ strategy: "leastBusy", userId: "idle" });
  });

  it("round robin takes turns whatever is open", () => {
    const agents = [agent("a", { open: { sms: 4 }, lastAssignedAt: 1 }), agent("b", { lastAssignedAt: 2 })];
    expect(route(input({ agents, request: { strategy: "roundRobin" } })).userId).toBe("a");
  });

  it("skill takes the best level first, and leaves ties to who has less open", () => {
    const skills = [{ key: "german", level: 1 }];
    const agents = [
      agent("good", { skills: { german: 4 } }),
      agent("best but busy", { skills: { german: 5 }, open: { sms: 3 } }),
      agent("best", { skills: { german: 5 }, open: { sms: 2 } }),
    ];
    const decision = route(input({ agents, request: { strategy: "skill", skills } }));
    expect(decision).toMatchObject({
      userId: "best",
      reason: "Is the most skilled (5), of 3 who can take it",
    });
  });

  it("sticky prefers who last knew the customer, and falls back to the least busy", () => {
    const agents = [agent("a"), agent("b", { open: { sms: 3 } }), agent("c", { open: { sms: 3 } })];
    const knownBy = [
      { userId: "c", at: 3 },
      { userId: "b", at: 5 },
    ];
    const request = { strategy: "sticky" as const };
    expect(route(input({ agents, request, conversation: { knownBy } }))).toMatchObject({
      userId: "b",
      reason: "Knows this customer",
    });
    expect(route(input({ agents, request })).userId).toBe("a");
  });

  it("VIP gives the best customers whoever is there for them, and lets them pass everybody in the queue", () => {
    const agents = [agent("junior"), agent("senior", { skills: { vip: 3 }, open: { sms: 2 } })];
    const request = { strategy: "vip" as const };
    const gold = route(input({ agents, request, conversation: { tier: "gold" } }));
    expect(gold).toMatchObject({ userId: "senior", queuePriority: "urgent" });
    // Others leave those free who are there for them.
    const idle = [agent("junior", { open: { sms: 1 } }), agent("senior", { skills: { vip: 3 } })];
    const silver = route(input({ agents: idle, request, conversation: { tier: "silver" } }));
    expect(silver).toMatchObject({ userId: "junior", queuePriority: "normal" });
  });

  it("manual gives it to nobody", () => {
    const decision = route(input({ agents: [agent("a")], request: { strategy: "manual" } }));
    expect(decision).toMatchObject({ outcome: "queued", userId: null, reason: "Waits to be claimed" });
  });

  it("prefers who writes the customer's language, whatever the region", () => {
    const agents = [agent("a", { languages: ["en"] }), agent("b", { languages: ["de"], open: { sms: 2 } })];
    expect(route(input({ agents, conversation: { language: "de-AT" } })).userId).toBe("b");
    expect(route(input({ agents, conversation: { language: "fr" } })).userId).toBe("a");
  });

  it("counts a channel with a capacity of its own alone", () => {
    const agents = [agent("a", { capacity: { webchat: 1, default: 2 }, open: { webchat: 1, sms: 1 } })];
    expect(route(input({ agents, conversation: { channel: "webchat" } })).userId).toBeNull();
    expect(route(input({ agents })).userId).toBe("a");
  });

  it("leaves it with who has it, and asks them nothing", () => {
    const agents = [agent("a", { open: { sms: 5 } }), agent("b")];
    const request = { mode: "offer" as const };
    expect(route(input({ agents, request, conversation: { assigneeId: "a" } }))).toMatchObject({
      userId: "a",
      move: "give",
      reason: "Has it already",
    });
    expect(route(input({ agents, request }))).toMatchObject({ userId: "b", move: "offer" });
  });

  it("says why there is nobody, and what whoever asked is told", () => {
    const agents = [agent("a", { presence: "offline" }), agent("b", { open: { sms: 9 } })];
    const decision = route(input({ agents }));
    expect(decision).toMatchObject({
      outcome: "queued",
      move: "nobody",
      reason: "Nobody can take it: 1 not online, 1 at capacity",
    });
    expect(route(input({ agents, request: { queues: true } })).move).toBe("queue");
    const declined = { agents: [agent("a")], request: { queues: true }, conversation: { declinedBy: ["a"] } };
    expect(route(input(declined)).move).toBe("declined");
    expect(route(input()).reason).toBe("There is nobody to take it");
  });
});

describe("rules", () => {
  const care = team("care");
  const billing = team("billing");
  const teams = [care, billing];
  const byIntent = rule(
    "billing",
    { team: "billing" },
    { field: "conversation.intent", op: "eq", value: "invoice" },
  );

  it("send an intent that is sure enough to a team's queue", () => {
    const rules = [byIntent, rule("rest", { team: "care" })];
    const said = (intentConfidence: number) =>
      route(input({ teams, rules, conversation: { intent: "invoice", intentConfidence } }));
    expect(said(0.9)).toMatchObject({ ruleId: "billing", teamId: billing.id, outcome: "queued" });
    expect(said(0.5)).toMatchObject({ ruleId: "rest", teamId: care.id });
    const keen = [rule("keen", { team: "billing", minConfidence: 0.3 }, byIntent.when)];
    expect(
      route(input({ teams, rules: keen, conversation: { intent: "invoice", intentConfidence: 0.5 } })).ruleId,
    ).toBe("keen");
  });

  it("are asked in their order, and passed over where what they name is gone", () => {
    const rules = [
      rule("gone team", { team: "gone" }),
      rule("gone agent", { agent: "gone@example.com" }),
      rule("not gold", { team: "billing", minTier: "gold" }),
      rule("fits", { agent: "ann@example.com" }),
    ];
    const decision = route(input({ teams, rules, agents: [agent("bob"), agent("ann")] }));
    expect(decision).toMatchObject({ ruleId: "fits", userId: "ann", reason: "Was asked for" });
  });

  it("are left out where a team or an agent is named, and otherwise give way to what is said", () => {
    const rules = [rule("care", { team: "care", strategy: "manual", priority: "high" })];
    const agents = [agent("a", { teamIds: [care.id, billing.id] })];
    expect(route(input({ teams, rules, agents, request: { team: "billing" } }))).toMatchObject({
      ruleId: null,
      userId: "a",
      teamId: billing.id,
    });
    expect(route(input({ teams, rules, agents, request: { strategy: "leastBusy" } }))).toMatchObject({
      ruleId: "care",
      userId: "a",
      queuePriority: "high",
    });
  });

  it("give it to a journey, unless a journey asks", () => {
    const rules = [rule("bot", { journey: "welcome" }), rule("rest", { team: "care" })];
    expect(route(input({ teams, rules }))).toMatchObject({ outcome: "journey", journey: "welcome" });
    expect(route(input({ teams, rules, conversation: { runId: "r" } })).ruleId).toBe("rest");
  });

  it("go on to the next while the team is closed, or wait until it opens", () => {
    const night = team("night", { hours: WEEKDAYS });
    const next = [rule("night", { team: "night", whenClosed: "nextRule" }), rule("rest", { team: "care" })];
    expect(route(input({ teams: [care, night], rules: next })).ruleId).toBe("rest");
    const waits = route(input({ teams: [care, night], rules: [rule("night", { team: "night" })] }));
    expect(waits).toMatchObject({ outcome: "queued", reviewAt: Date.UTC(2026, 10, 23, 9) });
  });

  it("take a holiday for closed, however the week is", () => {
    const holidays = [{ date: "2026-11-23" }];
    const night = team("night", { hours: { ...WEEKDAYS, holidays } });
    const decision = route(input({ teams: [night], rules: [rule("night", { team: "night" })] }));
    expect(decision.reviewAt).toBe(Date.UTC(2026, 10, 24, 9));
  });
});

describe("what waits", () => {
  const second = team("second");
  const first = team("first", { overflow: { teamId: second.id, after: 5 * MINUTE } });
  const teams = [first, second];
  const agents = [agent("b", { teamIds: [second.id] })];
  const request = { team: "first" };

  it("goes on to the other team once it has waited long enough", () => {
    const waited = (minutes: number) =>
      route(input({ teams, agents, request, conversation: { queuedSince: NOW - minutes * MINUTE } }));
    expect(waited(4)).toMatchObject({ userId: null, teamId: first.id, reviewAt: NOW + MINUTE });
    expect(waited(5)).toMatchObject({ userId: "b", teamId: second.id, reviewAt: null });
  });

  it("goes on at once where the team is closed and the rule says so", () => {
    const closed = { ...first, hours: WEEKDAYS };
    const decision = route(
      input({ teams: [closed, second], agents, request: { ...request, whenClosed: "overflow" } }),
    );
    expect(decision).toMatchObject({ userId: "b", teamId: second.id });
  });

  it("still goes to its own team first", () => {
    const both = [...agents, agent("a", { teamIds: [first.id], open: { sms: 4 } })];
    const queuedSince = NOW - 10 * MINUTE;
    expect(route(input({ teams, agents: both, request, conversation: { queuedSince } }))).toMatchObject({
      userId: "a",
      teamId: first.id,
    });
  });

  it("ends where teams overflow into each other", () => {
    const circle = [first, { ...second, overflow: { teamId: first.id, after: MINUTE } }];
    const queuedSince = NOW - 60 * MINUTE;
    expect(route(input({ teams: circle, request, conversation: { queuedSince } }))).toMatchObject({
      teamId: second.id,
      reviewAt: null,
    });
  });

  it("is looked at again when a shift begins or a leave ends", () => {
    const resting = [
      agent("a", { shifts: WEEKDAYS }),
      agent("b", { leave: [{ from: NOW - MINUTE, to: NOW + MINUTE }] }),
    ];
    expect(route(input({ agents: resting })).reviewAt).toBe(NOW + MINUTE);
  });
});

const arbitraryAgent = fc.record({
  presence: fc.constantFrom("online" as const, "busy" as const, "away" as const, "offline" as const),
  teamIds: fc.subarray(["id-care", "id-sales"]),
  skills: fc.dictionary(fc.constantFrom("german", "vip"), fc.integer({ min: 1, max: 5 })),
  languages: fc.subarray(["en", "de"]),
  capacity: fc.record({ default: fc.integer({ min: 0, max: 4 }), webchat: fc.integer({ min: 0, max: 2 }) }),
  open: fc.record({
    sms: fc.integer({ min: 0, max: 4 }),
    email: fc.integer({ min: 0, max: 3 }),
    webchat: fc.integer({ min: 0, max: 3 }),
  }),
  shifts: fc.constantFrom(null, WEEKDAYS),
  leave: fc.constantFrom<{ from: number; to: number }[]>(
    [],
    [{ from: NOW - 1, to: NOW + 1 }],
    [{ from: NOW + 1, to: NOW + 2 }],
  ),
  lastAssignedAt: fc.option(fc.integer({ min: 0, max: 9 })),
});

const arbitraryInput = fc
  .record({
    people: fc.array(arbitraryAgent, { maxLength: 8 }),
    channel: fc.constantFrom("sms" as const, "webchat" as const, "email" as const),
    strategy: fc.constantFrom(...RULE_STRATEGIES),
    tier: fc.constantFrom(null, "silver", "gold"),
    language: fc.constantFrom(null, "en", "de-CH"),
    team: fc.constantFrom(undefined, "care", "sales"),
    level: fc.integer({ min: 0, max: 5 }),
    queuedSince: fc.constantFrom(null, NOW - 60 * MINUTE),
    known: fc.array(fc.record({ index: fc.nat(7), at: fc.nat(9) }), { maxLength: 4 }),
    declined: fc.array(fc.nat(7), { maxLength: 3 }),
  })
  .map(({ people, channel, strategy, tier, language, team: asked, level, queuedSince, known, declined }) =>
    input({
      agents: people.map((person, index) => agent(`u${index}`, person)),
      teams: [
        team("care", { overflow: { teamId: "id-sales", after: MINUTE } }),
        team("sales", { hours: WEEKDAYS }),
      ],
      request: {
        strategy,
        ...(asked && { team: asked }),
        ...(level > 0 && { skills: [{ key: "german", level }] }),
      },
      conversation: {
        channel,
        tier,
        language,
        queuedSince,
        knownBy: known.map(({ index, at }) => ({ userId: `u${index}`, at })),
        declinedBy: declined.map((index) => `u${index}`),
      },
    }),
  );

describe("whoever there is", () => {
  it("nobody is chosen who is full, not here, on leave, off shift, refused it or is of another team", () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const { userId, teamId } = route(given);
        const chosen = given.agents.find((each) => each.userId === userId);
        if (!chosen) return;
        expect(chosen.presence).toBe("online");
        expect(roomFor(chosen, given.conversation.channel)).toBeGreaterThan(0);
        expect(chosen.leave.some(({ from, to }) => from <= NOW && NOW < to)).toBe(false);
        // It is Saturday.
        expect(chosen.shifts).toBeNull();
        expect(given.conversation.declinedBy).not.toContain(chosen.userId);
        if (given.request?.team) expect(chosen.teamIds).toContain(teamId);
        for (const { key, level } of given.request?.skills ?? []) {
          expect(chosen.skills[key]).toBeGreaterThanOrEqual(level);
        }
      }),
    );
  });

  it("the first of the ranking is chosen, and somebody is wherever anybody can take it", () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const { userId, candidates, outcome } = route(given);
        const eligible = candidates.filter((each) => each.eligible);
        expect(eligible.map(({ rank }) => rank)).toEqual(eligible.map((_, index) => index + 1));
        const isManual = given.request?.strategy === "manual";
        expect(userId).toBe(isManual ? null : (eligible[0]?.userId ?? null));
        expect(outcome).toBe(userId === null ? "queued" : "agent");
        expect(candidates).toHaveLength(given.agents.length);
      }),
    );
  });

  it("with all else alike, least busy never prefers who has more open", () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const plain = { ...given, teams: [], request: { strategy: "leastBusy" as const } };
        const decision = route({ ...plain, conversation: { ...plain.conversation, language: null } });
        const least = Math.min(
          ...decision.candidates
            .filter((each) => each.eligible)
            .map((each) =>
              openCount(given.agents.find(({ userId }) => userId === each.userId) ?? agent("x")),
            ),
        );
        const chosen = given.agents.find(({ userId }) => userId === decision.userId);
        if (chosen) expect(openCount(chosen)).toBe(least);
      }),
    );
  });

  it("the same input gives the same decision, in whatever order people and teams stand", () => {
    const shuffled = arbitraryInput.chain((given) =>
      fc.record({
        given: fc.constant(given),
        agents: fc.shuffledSubarray(given.agents, { minLength: given.agents.length }),
        teams: fc.shuffledSubarray(given.teams, { minLength: given.teams.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given, agents, teams }) => {
        expect(route({ ...given, agents, teams })).toEqual(route(given));
      }),
    );
  });
});
