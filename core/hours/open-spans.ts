import { IANAZone } from "luxon";
import { type BusinessWeek, minutesOf, periodsOn } from "#core/hours/is-open.ts";

export interface Span {
  /** Epoch milliseconds. */
  start: number;
  end: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The stretches in which business hours are open between two moments, in order and without overlap.
 * They are open whenever the clock on the wall of their zone shows an open time: what a clock that goes forward leaves
 * out is not open, and what one that goes back shows twice is open twice.
 */
export function* openSpans(week: BusinessWeek, from: number, to: number): Generator<Span> {
  const zone = IANAZone.create(week.timezone);
  if (!zone.isValid || !hasHours(week)) return;
  for (let start = from; start < to; ) {
    const offset = zone.offset(start) * MINUTE;
    const end = nextChange(zone, start, Math.min(start + DAY, to));
    for (const span of wallSpans(week, start + offset, end + offset)) {
      yield { start: span.start - offset, end: span.end - offset };
    }
    start = end;
  }
}

function hasHours({ weekly, holidays }: BusinessWeek): boolean {
  const open = [...Object.values(weekly), ...holidays.map(({ periods }) => periods)];
  return open.some((periods) => (periods?.length ?? 0) > 0);
}

/** The first moment at which the clock shows another offset, or `until` where it shows the same until then. */
function nextChange(zone: IANAZone, from: number, until: number): number {
  const offset = zone.offset(from);
  if (zone.offset(until) === offset) return until;
  let same = from;
  let other = until;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (zone.offset(middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

/** Open spans of a stretch of wall-clock time, which is counted as if every day of it had 24 hours. */
function wallSpans(week: BusinessWeek, from: number, to: number): Span[] {
  const spans: Span[] = [];
  // A period of the day before may reach past midnight.
  for (let day = Math.floor(from / DAY) * DAY - DAY; day < to; day += DAY) {
    for (const period of periodsOn(week, day)) {
      const opens = minutesOf(period.from);
      const closes = minutesOf(period.to);
      const start = Math.max(from, day + opens * MINUTE);
      const end = Math.min(to, day + closes * MINUTE + (closes > opens ? 0 : DAY));
      if (start < end) spans.push({ start, end });
    }
  }
  return joined(spans);
}

function joined(spans: Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else all.push({ ...span });
  }
  return all;
}
