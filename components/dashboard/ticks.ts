const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [1, 2, 5, 10, 15, 30]
  .map((seconds) => seconds * SECOND)
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 3, 6, 12].map((hours) => hours * HOUR))
  .concat([1, 2, 5, 7, 14, 30].map((days) => days * DAY));

/** Marks of an axis of durations (ms) from zero to past `most`: at most five, at times people count in. */
export function durationTicks(most: number): number[] {
  const step = STEPS.find((each) => each * 4 >= most) ?? Math.ceil(most / 4 / (30 * DAY)) * 30 * DAY;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/**
 * How far (px) the label of the earlier line must move so that the two at the right edge do not overlap:
 * below where it ends lower, above where it ends higher.
 */
export function labelShift(now: number | null, before: number | null, span: number, height: number): number {
  if (now === null || before === null || span <= 0) return 0;
  const apart = ((now - before) / span) * height;
  const missing = LINE - Math.abs(apart);
  if (missing <= 0) return 0;
  return apart >= 0 ? missing : -missing;
}

/** Height of a label's line, px. */
const LINE = 15;
