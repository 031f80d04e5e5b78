import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAssign,
  afterClaim,
  afterInbound,
  afterNotSpam,
  afterRelease,
  afterReopen,
  afterReply,
  afterResolve,
  afterSnooze,
  afterSpam,
  afterWake,
  type Lifecycle,
  type LifecycleChange,
} from "#core/conversation/lifecycle.ts";

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);

const fresh: Lifecycle = {
  status: "new",
  handler: "none",
  quiet: false,
  assigneeId: null,
  waitingSince: null,
  snoozedUntil: null,
  firstInboundAt: null,
  firstHumanReplyAt: null,
  resolvedAt: null,
  resolvedReason: null,
  reopenedCount: 0,
};

const types = (change: LifecycleChange) => change.events.map(({ type }) => type);
const waiting: Lifecycle = { ...fresh, firstInboundAt: at("09:00"), waitingSince: at("09:00") };
const resolved: Lifecycle = {
  ...waiting,
  status: "resolved",
  waitingSince: null,
  resolvedAt: at("10:00"),
  resolvedReason: "done",
};

describe("an inbound message", () => {
  it("opens a wait that a second message does not restart", () => {
    expect(afterInbound(fresh, at("09:00")).patch).toEqual({
      firstInboundAt: at("09:00"),
      waitingSince: at("09:00"),
    });
    expect(afterInbound(waiting, at("09:05")).patch).toEqual({});
  });

  it("ends the quiet of a conversation that we began", () => {
    expect(afterInbound({ ...fresh, quiet: true }, at("09:00")).patch.quiet).toBe(false);
  });

  it("reopens what was resolved, and counts it", () => {
    const change = afterInbound(resolved, at("11:00"));
    expect(change.patch).toMatchObject({ status: "in_progress", resolvedAt: null, reopenedCount: 1 });
    expect(types(change)).toEqual(["conversation.status_changed", "conversation.reopened"]);
  });

  it("wakes what was snoozed", () => {
    const change = afterInbound({ ...fresh, status: "snoozed", snoozedUntil: at("18:00") }, at("11:00"));
    expect(change.patch).toMatchObject({ status: "in_progress", snoozedUntil: null });
    expect(change.events.at(-1)).toEqual({ type: "conversation.woken", data: { by: "inbound" } });
  });

  it("neither wakes spam nor makes anybody wait", () => {
    expect(afterInbound({ ...waiting, status: "spam", waitingSince: null }, at("11:00"))).toEqual({
      patch: {},
      events: [],
    });
  });
});

describe("a reply", () => {
  const human = (now: Lifecycle) => afterReply(now, { at: at("09:10"), by: "human", answers: true });
  const bot = (now: Lifecycle, answers = true) => afterReply(now, { at: at("09:10"), by: "bot", answers });

  it("by a person begins the work, ends the wait and fixes the first response", () => {
    const change = human(waiting);
    expect(change.patch).toEqual({
      status: "in_progress",
      waitingSince: null,
      firstHumanReplyAt: at("09:10"),
    });
    expect(change.events.at(-1)?.data).toEqual({
      by: "human",
      first: true,
      waitingSince: "2026-03-02T09:00:00.000Z",
      waited: 600_000,
      sinceFirstInbound: 600_000,
    });
  });

  it("by a person again leaves the first response as it was", () => {
    const change = human({ ...waiting, status: "in_progress", firstHumanReplyAt: at("09:01") });
    expect(change.patch).toEqual({ waitingSince: null });
    expect(change.events.at(-1)?.data).toMatchObject({ first: false });
  });

  it("by the bot answers only while it is the handler, and never as the first response", () => {
    expect(bot(waiting)).toEqual({ patch: {}, events: [] });
    const change = bot({ ...waiting, handler: "bot" });
    expect(change.patch).toEqual({ status: "in_progress", waitingSince: null });
    expect(change.events.at(-1)?.data).toMatchObject({ by: "bot", first: false });
  });

  it("by the bot that is only a reminder answers nothing", () => {
    expect(bot({ ...waiting, handler: "bot" }, false)).toEqual({ patch: {}, events: [] });
  });

  it("to somebody who never wrote is no response", () => {
    expect(types(human(fresh))).toEqual(["conversation.status_changed"]);
    expect(bot({ ...fresh, handler: "bot", quiet: true })).toEqual({ patch: {}, events: [] });
  });

  it("to a resolved conversation brings it back", () => {
    expect(human(resolved).patch).toMatchObject({
      status: "in_progress",
      resolvedAt: null,
      reopenedCount: 1,
    });
  });
});

describe("changing hands", () => {
  it("makes whoever claims it the one who answers", () => {
    const change = afterClaim({ ...waiting, handler: "bot" }, "sam");
    expect(change.patch).toEqual({ status: "in_progress", assigneeId: "sam", handler: "human" });
    expect(change.events.at(-1)).toEqual({
      type: "conversation.handler_changed",
      data: { from: "bot", to: "human" },
    });
  });

  it("leaves a journey that goes on speaking the handler when it assigns", () => {
    expect(afterAssign({ ...waiting, handler: "bot" }, { userId: "sam", runSpeaks: true }).patch).toEqual({
      assigneeId: "sam",
    });
    expect(afterAssign(waiting, { userId: "sam", runSpeaks: false }).patch.handler).toBe("human");
  });

  it("goes back to the run that speaks, else to nobody", () => {
    const held: Lifecycle = { ...waiting, handler: "human", assigneeId: "sam" };
    expect(afterRelease(held, { runSpeaks: true }).patch).toEqual({ assigneeId: null, handler: "bot" });
    expect(afterRelease(held, { runSpeaks: false }).patch).toEqual({ assigneeId: null, handler: "none" });
  });
});

describe("putting away", () => {
  it("resolves once, with the time since the first message", () => {
    const change = afterResolve(waiting, at("10:00"), "done");
    expect(change.patch).toMatchObject({ status: "resolved", resolvedAt: at("10:00"), waitingSince: null });
    expect(change.events.at(-1)?.data).toEqual({ reason: "done", first: true, elapsed: 3_600_000 });
    expect(afterResolve(resolved, at("11:00"), "again")).toEqual({ patch: {}, events: [] });
  });

  it("gives a conversation nobody wrote into no resolution time", () => {
    expect(afterResolve(fresh, at("10:00"), "done").events.at(-1)?.data).toEqual({
      reason: "done",
      first: true,
    });
  });

  it("snoozes until a time or until the customer writes", () => {
    expect(afterSnooze(waiting, at("18:00")).patch).toEqual({ status: "snoozed", snoozedUntil: at("18:00") });
    expect(afterSnooze(waiting, null).events.at(-1)?.data).toEqual({ until: null });
    expect(afterWake(waiting, "time")).toEqual({ patch: {}, events: [] });
  });

  it("keeps the wait of somebody who is snoozed", () => {
    expect(afterSnooze(waiting, null).patch).not.toHaveProperty("waitingSince");
  });

  it("reopens and un-spams only what was put away", () => {
    expect(afterReopen(waiting)).toEqual({ patch: {}, events: [] });
    expect(afterReopen(resolved).patch.status).toBe("in_progress");
    expect(afterSpam(waiting).patch).toMatchObject({ status: "spam", waitingSince: null });
    expect(afterNotSpam({ ...waiting, status: "spam" }).patch).toEqual({ status: "in_progress" });
    expect(afterNotSpam(waiting)).toEqual({ patch: {}, events: [] });
  });
});

it("keeps what the database demands, whatever happens in whatever order", () => {
  const time = at("12:00");
  const change = fc.constantFrom<(now: Lifecycle) => LifecycleChange>(
    (now) => afterInbound(now, time),
    (now) => afterReply(now, { at: time, by: "human", answers: true }),
    (now) => afterReply(now, { at: time, by: "bot", answers: true }),
    (now) => afterClaim(now, "sam"),
    (now) => afterAssign(now, { userId: "kim", runSpeaks: true }),
    (now) => afterRelease(now, { runSpeaks: true }),
    (now) => afterSnooze(now, time),
    (now) => afterSnooze(now, null),
    (now) => afterWake(now, "time"),
    (now) => afterResolve(now, time, "done"),
    (now) => afterReopen(now),
    (now) => afterSpam(now),
    (now) => afterNotSpam(now),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let now: Lifecycle = fresh;
      for (const step of changes) {
        const { patch, events } = step(now);
        expect(events.some(({ type }) => type === "conversation.status_changed")).toBe(
          patch.status !== undefined && patch.status !== now.status,
        );
        now = { ...now, ...patch };
        expect(now.snoozedUntil === null || now.status === "snoozed").toBe(true);
        expect(now.status === "resolved").toBe(now.resolvedAt !== null);
        expect(now.waitingSince === null || (now.status !== "resolved" && now.status !== "spam")).toBe(true);
      }
    }),
  );
});
