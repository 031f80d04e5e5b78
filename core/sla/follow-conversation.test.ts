import { describe, expect, it } from "vitest";
import { businessTime } from "#core/sla/business-time.ts";
import {
  type FollowedConversation,
  type Following,
  followConversation,
  type TargetClock,
} from "#core/sla/follow-conversation.ts";
import { calendarTime } from "#core/sla/sla-clock.ts";

const MINUTE = 60_000;
/** A Monday, 09:00 UTC. */
const START = Date.parse("2026-06-01T09:00:00Z");
const minute = (minutes: number) => new Date(START + minutes * MINUTE);

const FRESH: FollowedConversation = {
  status: "new",
  waitingSince: minute(0),
  firstInboundAt: minute(0),
  firstHumanReplyAt: null,
  resolvedAt: null,
};

/** Follows a conversation step by step. */
class Story {
  clocks: TargetClock[] = [];
  conversation = FRESH;
  private readonly settings: Partial<Following>;

  constructor(settings: Partial<Following> = {}) {
    this.settings = settings;
  }

  at(minutes: number, change: Partial<FollowedConversation>, extra: Partial<Following> = {}): this {
    this.conversation = { ...this.conversation, ...change };
    this.clocks = followConversation({
      promise: {
        allowed: { firstResponse: 30 * MINUTE, nextResponse: 10 * MINUTE, resolution: 120 * MINUTE },
        pauseWhileSnoozed: true,
        pauseWhileOnCustomer: false,
      },
      time: calendarTime,
      paused: false,
      stopped: false,
      ...this.settings,
      ...extra,
      conversation: this.conversation,
      clocks: this.clocks,
      at: minute(minutes),
    });
    return this;
  }

  get lines(): string[] {
    return this.clocks.map(({ target, cycle, status }) => `${target} ${cycle} ${status}`);
  }

  due(target: string, cycle = 1): number | null {
    const clock = this.clocks.find((each) => each.target === target && each.cycle === cycle);
    return clock?.dueAt ? (clock.dueAt.getTime() - START) / MINUTE : null;
  }
}

const human = { repliedBy: "human" } as const;

describe("the clocks of a conversation", () => {
  it("time the first response and the resolution from the first inbound, whenever they are looked at", () => {
    const story = new Story().at(5, {});
    expect(story.lines).toEqual(["firstResponse 1 running", "resolution 1 running"]);
    expect([story.due("firstResponse"), story.due("resolution")]).toEqual([30, 120]);
    expect(story.at(6, {}).lines).toHaveLength(2);
  });

  it("time nothing before the customer has written", () => {
    expect(new Story().at(0, { firstInboundAt: null, waitingSince: null }).clocks).toEqual([]);
  });

  it("keep the first response by the first human reply only, and never time it again", () => {
    const story = new Story().at(0, {}).at(5, { waitingSince: null }, { repliedBy: "bot" });
    expect(story.lines[0]).toBe("firstResponse 1 running");
    story
      .at(8, { waitingSince: minute(8) })
      .at(20, { waitingSince: null, firstHumanReplyAt: minute(20) }, human);
    expect(story.lines[0]).toBe("firstResponse 1 met");
    story.at(40, { waitingSince: minute(40) });
    expect(story.lines).toEqual(["firstResponse 1 met", "nextResponse 1 running", "resolution 1 running"]);
  });

  it("miss the first response at its due time, and end it with the late reply", () => {
    const story = new Story().at(0, {}).at(31, {});
    expect(story.clocks[0]).toMatchObject({ status: "missed", breachedAt: minute(30), endedAt: null });
    story.at(50, { waitingSince: null, firstHumanReplyAt: minute(50) }, human);
    expect(story.clocks[0]).toMatchObject({ status: "missed", endedAt: minute(50) });
  });

  it("time the next response from each wait after the first response", () => {
    const story = new Story().at(0, {}).at(5, { waitingSince: null, firstHumanReplyAt: minute(5) }, human);
    story.at(20, { waitingSince: minute(20) });
    expect(story.due("nextResponse")).toBe(30);
    story.at(25, { waitingSince: null }, human).at(60, { waitingSince: minute(60) });
    expect(story.lines.slice(1, 3)).toEqual(["nextResponse 1 met", "nextResponse 2 running"]);
    story.at(65, { waitingSince: null }, { repliedBy: "bot" });
    expect(story.lines[2]).toBe("nextResponse 2 stopped");
  });

  it("time the next response from the very first wait, where no first response is promised", () => {
    const promise = {
      allowed: { nextResponse: 10 * MINUTE },
      pauseWhileSnoozed: true,
      pauseWhileOnCustomer: false,
    };
    expect(new Story({ promise }).at(0, {}).lines).toEqual(["nextResponse 1 running"]);
  });

  it("let the resolution accrue over a reopening", () => {
    const story = new Story().at(0, {}).at(50, {
      status: "resolved",
      waitingSince: null,
      resolvedAt: minute(50),
    });
    expect(story.lines).toEqual(["firstResponse 1 missed", "resolution 1 met"]);
    story.at(200, { status: "in_progress", waitingSince: minute(200), resolvedAt: null });
    expect(story.due("resolution", 2)).toBe(270);
    expect(story.at(271, {}).lines.at(-1)).toBe("resolution 2 missed");
  });

  it("have no first response to keep where it is done without a person in time", () => {
    const done = { status: "resolved", waitingSince: null, resolvedAt: minute(20) } as const;
    expect(new Story().at(0, {}).at(20, done).lines).toEqual(["firstResponse 1 stopped", "resolution 1 met"]);
  });

  it("stand still while it is snoozed, and go on with what was left", () => {
    const story = new Story().at(0, {}).at(10, { status: "snoozed" });
    expect(story.clocks.map(({ status, pauseReason }) => [status, pauseReason])).toEqual([
      ["paused", "snoozed"],
      ["paused", "snoozed"],
    ]);
    story.at(100, { status: "in_progress" });
    expect([story.due("firstResponse"), story.due("resolution")]).toEqual([120, 210]);
  });

  it("stand still while the customer is to answer, where the policy says so", () => {
    const promise = {
      allowed: { resolution: 60 * MINUTE },
      pauseWhileSnoozed: true,
      pauseWhileOnCustomer: true,
    };
    const story = new Story({ promise })
      .at(0, {})
      .at(10, { waitingSince: null, firstHumanReplyAt: minute(10) });
    expect(story.lines).toEqual(["resolution 1 paused"]);
    expect(story.at(40, { waitingSince: minute(40) }).due("resolution")).toBe(90);
  });

  it("stand still while a journey has paused them, also those that begin meanwhile", () => {
    const story = new Story().at(0, {}).at(10, {}, { paused: true });
    story.at(20, { waitingSince: null, firstHumanReplyAt: minute(20) }, { paused: true, ...human });
    story.at(30, { waitingSince: minute(30) }, { paused: true });
    expect(story.lines).toEqual(["firstResponse 1 met", "nextResponse 1 paused", "resolution 1 paused"]);
    expect(story.at(100, {}).lines).toContain("nextResponse 1 running");
  });

  it("are stopped with the policy or as spam, neither kept nor broken", () => {
    expect(new Story().at(0, {}).at(5, {}, { stopped: true }).lines).toEqual([
      "firstResponse 1 stopped",
      "resolution 1 stopped",
    ]);
    const spam = new Story().at(0, {}).at(5, { status: "spam", waitingSince: null });
    expect(spam.lines).toEqual(["firstResponse 1 stopped", "resolution 1 stopped"]);
  });

  it("count business hours on their own wall clock", () => {
    const weekly = { mon: [{ from: "08:00", to: "11:15" }], tue: [{ from: "08:00", to: "17:00" }] };
    const time = businessTime({ timezone: "Europe/Berlin", weekly, holidays: [] });
    // 09:00 UTC is 11:00 in Berlin: 15 minutes are left on Monday.
    const story = new Story({ time }).at(0, {});
    const due = story.clocks.find(({ target }) => target === "firstResponse")?.dueAt;
    expect(due?.toISOString()).toBe("2026-06-02T06:15:00.000Z");
    expect(
      businessTime({ timezone: "UTC", weekly: {}, holidays: [] }).after(minute(0), 1).getFullYear(),
    ).toBe(2036);
  });
});
