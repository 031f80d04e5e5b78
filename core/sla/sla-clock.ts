/** Working time between two moments, and the moment after some of it. Milliseconds; calendar time unless told. */
export interface WorkingTime {
  between(from: Date, to: Date): number;
  after(from: Date, milliseconds: number): Date;
}

export const calendarTime: WorkingTime = {
  between: (from, to) => Math.max(0, to.getTime() - from.getTime()),
  after: (from, milliseconds) => new Date(from.getTime() + milliseconds),
};

/** One promise being timed: so much working time, used up only while it runs. */
export interface SlaClock {
  status: "running" | "paused" | "met" | "missed" | "stopped";
  allowedMs: number;
  /** Used before the present stretch. */
  usedMs: number;
  runningSince: Date | null;
  dueAt: Date | null;
  pausedAt: Date | null;
  pauseReason: string | null;
  metAt: Date | null;
  breachedAt: Date | null;
  endedAt: Date | null;
}

export function startClock(allowedMs: number, at: Date, time: WorkingTime = calendarTime): SlaClock {
  return {
    status: "running",
    allowedMs,
    usedMs: 0,
    runningSince: at,
    dueAt: time.after(at, allowedMs),
    pausedAt: null,
    pauseReason: null,
    metAt: null,
    breachedAt: null,
    endedAt: null,
  };
}

/** Working milliseconds used up to a moment. */
export function usedAt(clock: SlaClock, at: Date, time: WorkingTime = calendarTime): number {
  return clock.usedMs + (clock.runningSince ? time.between(clock.runningSince, at) : 0);
}

/** Pausing twice is pausing once. A promise that was due before the pause is missed, not paused. */
export function pauseClock(clock: SlaClock, at: Date, reason: string, time = calendarTime): SlaClock {
  const current = expire(clock, at);
  if (current.status !== "running") return current;
  const usedMs = usedAt(current, at, time);
  return {
    ...current,
    status: "paused",
    usedMs,
    runningSince: null,
    dueAt: null,
    pausedAt: at,
    pauseReason: reason,
  };
}

/** What was left before the pause is left after it. */
export function resumeClock(clock: SlaClock, at: Date, time = calendarTime): SlaClock {
  if (clock.status !== "paused") return clock;
  const dueAt = time.after(at, Math.max(0, clock.allowedMs - clock.usedMs));
  return { ...clock, status: "running", runningSince: at, dueAt, pausedAt: null, pauseReason: null };
}

/** The promise was kept, at a moment that may lie before this is known: late knowledge counts for what it says. */
export function meetClock(clock: SlaClock, at: Date, time = calendarTime): SlaClock {
  if (clock.status === "met" || clock.status === "stopped") return clock;
  const current = expire(clock, at);
  const end = { usedMs: usedAt(current, at, time), runningSince: null, dueAt: null, endedAt: at };
  if (current.status === "missed") return { ...current, ...end };
  return { ...current, ...end, status: "met", metAt: at, pausedAt: null, pauseReason: null };
}

/** Missed from its due time on, whenever this is looked at. */
export function expire(clock: SlaClock, now: Date): SlaClock {
  if (clock.status !== "running" || clock.dueAt === null || clock.dueAt >= now) return clock;
  return { ...clock, status: "missed", breachedAt: clock.dueAt };
}

/**
 * A clock as its policy promises now, with other hours or another allowance: what it has used stays used, and what
 * would have been due before the change is due with it. What is over, or was missed by then, stays as it is.
 */
export function replanClock(clock: SlaClock, allowedMs: number, at: Date, time = calendarTime): SlaClock {
  const current = expire(clock, at);
  if (current.status === "paused") return { ...current, allowedMs };
  if (current.status !== "running" || !current.runningSince) return current;
  const dueAt = time.after(current.runningSince, Math.max(0, allowedMs - current.usedMs));
  return { ...current, allowedMs, dueAt: dueAt > at ? dueAt : at };
}

/** Neither kept nor broken: the conversation was spam, merged away, or its policy no longer applies. */
export function stopClock(clock: SlaClock, at: Date, time = calendarTime): SlaClock {
  if (clock.status !== "running" && clock.status !== "paused") return clock;
  const usedMs = usedAt(clock, at, time);
  return {
    ...clock,
    status: "stopped",
    usedMs,
    runningSince: null,
    dueAt: null,
    pausedAt: null,
    endedAt: at,
  };
}
