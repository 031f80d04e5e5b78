import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  meetClock,
  pauseClock,
  replanClock,
  resumeClock,
  startClock,
  stopClock,
  usedAt,
  type WorkingTime,
} from "#core/sla/sla-clock.ts";

const start = new Date("2026-03-02T09:00:00Z");
const minute = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const MINUTE = 60_000;

describe("an SLA clock", () => {
  it("falls due when the allowance is used up", () => {
    expect(startClock(30 * MINUTE, start)).toMatchObject({ status: "running", dueAt: minute(30) });
  });

  it("uses nothing up while it is paused", () => {
    const paused = pauseClock(startClock(30 * MINUTE, start), minute(10), "snoozed");
    expect(usedAt(paused, minute(500))).toBe(10 * MINUTE);
    expect(resumeClock(paused, minute(500))).toMatchObject({
      status: "running",
      dueAt: minute(520),
      pausedAt: null,
    });
  });

  it("takes a second pause for the first, and a resume without a pause for nothing", () => {
    const running = startClock(30 * MINUTE, start);
    const paused = pauseClock(running, minute(10), "snoozed");
    expect(pauseClock(paused, minute(20), "again")).toEqual(paused);
    expect(resumeClock(running, minute(5))).toEqual(running);
  });

  it("is missed, not paused, when it was due before the pause", () => {
    const late = pauseClock(startClock(30 * MINUTE, start), minute(31), "snoozed");
    expect(late).toMatchObject({ status: "missed", breachedAt: minute(30) });
  });

  it("is met at the last moment and missed after it, whenever that becomes known", () => {
    const running = startClock(30 * MINUTE, start);
    expect(meetClock(running, minute(30))).toMatchObject({
      status: "met",
      metAt: minute(30),
      usedMs: 30 * MINUTE,
    });
    const late = meetClock(running, minute(45));
    expect(late).toMatchObject({
      status: "missed",
      metAt: null,
      breachedAt: minute(30),
      usedMs: 45 * MINUTE,
    });
  });

  it("is met while paused, by what it had used", () => {
    const paused = pauseClock(startClock(30 * MINUTE, start), minute(10), "snoozed");
    expect(meetClock(paused, minute(400))).toMatchObject({ status: "met", usedMs: 10 * MINUTE });
  });

  it("ends neither met nor missed when it is stopped, and stays ended", () => {
    const stopped = stopClock(startClock(30 * MINUTE, start), minute(10));
    expect(stopped).toMatchObject({ status: "stopped", usedMs: 10 * MINUTE, dueAt: null });
    expect(meetClock(stopped, minute(20))).toEqual(stopped);
    expect(stopClock(stopped, minute(20))).toEqual(stopped);
  });

  it("counts working time where it is given some", () => {
    // Every second minute is off.
    const half: WorkingTime = {
      between: (from, to) => (to.getTime() - from.getTime()) / 2,
      after: (from, milliseconds) => new Date(from.getTime() + milliseconds * 2),
    };
    const paused = pauseClock(startClock(30 * MINUTE, start, half), minute(20), "snoozed", half);
    expect(paused.usedMs).toBe(10 * MINUTE);
    expect(resumeClock(paused, minute(60), half).dueAt).toEqual(minute(100));
  });

  describe("planned again", () => {
    const running = startClock(30 * MINUTE, start);

    it("falls due by what is allowed now, from when it began", () => {
      expect(replanClock(running, 60 * MINUTE, minute(10))).toMatchObject({
        status: "running",
        allowedMs: 60 * MINUTE,
        dueAt: minute(60),
      });
    });

    it("falls due by the hours that count now", () => {
      const half: WorkingTime = {
        between: (from, to) => (to.getTime() - from.getTime()) / 2,
        after: (from, milliseconds) => new Date(from.getTime() + milliseconds * 2),
      };
      expect(replanClock(running, 30 * MINUTE, minute(10), half).dueAt).toEqual(minute(60));
    });

    it("falls due with the change, not before it, where less is allowed than was used", () => {
      expect(replanClock(running, 5 * MINUTE, minute(10))).toMatchObject({
        status: "running",
        dueAt: minute(10),
      });
    });

    it("stays missed, paused or over, as it was", () => {
      expect(replanClock(running, 60 * MINUTE, minute(31))).toMatchObject({ status: "missed" });
      const paused = pauseClock(running, minute(10), "snoozed");
      expect(replanClock(paused, 60 * MINUTE, minute(20))).toEqual({ ...paused, allowedMs: 60 * MINUTE });
      const met = meetClock(running, minute(10));
      expect(replanClock(met, 60 * MINUTE, minute(20))).toEqual(met);
    });
  });

  it("falls due after its allowance plus all its pauses, however often it is paused", () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 600 })), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(pauses, (stretches) => {
        const allowed = 1000;
        let now = 0;
        let clock = startClock(allowed * MINUTE, start);
        for (const [worked, away] of stretches) {
          now += worked;
          clock = pauseClock(clock, minute(now), "snoozed");
          now += away;
          clock = resumeClock(clock, minute(now));
        }
        const away = stretches.reduce((total, [, minutes]) => total + minutes, 0);
        expect(clock.dueAt).toEqual(minute(allowed + away));
      }),
    );
  });
});
