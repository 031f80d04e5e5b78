import { DateTime } from "luxon";
import { type Answer, accept, refuse } from "#nodes/ask/answer.ts";

export interface DateSetting {
  /** Epoch milliseconds. */
  now: number;
  /** IANA zone. */
  zone: string;
  /** BCP 47. */
  locale: string | null;
}

const WORDS = ["today", "tomorrow"];
const WITH_YEAR = ["d LLLL yyyy", "d. LLLL yyyy", "LLLL d yyyy", "d LLL yyyy", "d. LLL yyyy", "LLL d yyyy"];
const WITHOUT_YEAR = ["d LLLL", "d. LLLL", "LLLL d", "d LLL", "d. LLL", "LLL d"];

/**
 * A date as `YYYY-MM-DD`: ISO, 31.12.2026, 12/31/2026 (month first in American English alone), “31 December”,
 * “tomorrow”. Without a year it is the next such day.
 */
export function readDate(text: string, setting: DateSetting): Answer {
  const plain = text
    .trim()
    .replace(/[,;!?]+/g, " ")
    .replace(/(\d)(st|nd|rd|th)\b/gi, "$1")
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length > 60) return refuse("It is too long for a date");
  const date = readWord(plain, setting) ?? readNumeric(plain, setting) ?? readNamed(plain, setting);
  const iso = date?.isValid ? date.toISODate() : null;
  return iso === null || iso === undefined ? refuse("It is not a date") : accept(iso);
}

function today({ now, zone }: DateSetting): DateTime {
  return DateTime.fromMillis(now, { zone }).startOf("day");
}

function readWord(text: string, setting: DateSetting): DateTime | null {
  const index = WORDS.indexOf(text.toLowerCase());
  return index < 0 ? null : today(setting).plus({ days: index });
}

function readNumeric(text: string, setting: DateSetting): DateTime | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), setting);
  const parts = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?$/.exec(text);
  if (!parts) return null;
  const monthFirst = text.includes("/") && (setting.locale ?? "").toLowerCase().replace("_", "-") === "en-us";
  const [day, month] = monthFirst ? [parts[2], parts[1]] : [parts[1], parts[2]];
  const year = parts[3];
  if (year === undefined) return nextSuchDay(Number(month), Number(day), setting);
  return dateOf(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day), setting);
}

function readNamed(text: string, setting: DateSetting): DateTime | null {
  for (const locale of [setting.locale?.replace("_", "-") ?? "en", "en"]) {
    for (const format of WITH_YEAR) {
      const date = parse(text, format, setting, locale);
      if (date) return date;
    }
    for (const format of WITHOUT_YEAR) {
      const date = parse(text, format, setting, locale);
      if (date) return nextSuchDay(date.month, date.day, setting);
    }
  }
  return null;
}

function parse(text: string, format: string, { zone }: DateSetting, locale: string): DateTime | null {
  try {
    const date = DateTime.fromFormat(text, format, { zone, locale });
    return date.isValid ? date : null;
  } catch {
    return null;
  }
}

function dateOf(year: number, month: number, day: number, { zone }: DateSetting): DateTime {
  return DateTime.fromObject({ year, month, day }, { zone });
}

function nextSuchDay(month: number, day: number, setting: DateSetting): DateTime {
  const start = today(setting);
  const date = dateOf(start.year, month, day, setting);
  return date.isValid && date < start ? dateOf(start.year + 1, month, day, setting) : date;
}
