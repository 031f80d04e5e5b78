import { expect, it } from "vitest";
import { openWords, weekWords } from "#components/hours/hours-words.ts";

const split = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:00" },
];
const weekly = { mon: split, tue: split, wed: split, fri: split, sat: [{ from: "22:00", to: "04:00" }] };

it("puts days with the same hours together, but not over a closed one", () => {
  const words = "08:00–12:00 and 13:00–17:00";
  expect(weekWords(weekly)).toBe(`Mon–Wed ${words}, Fri ${words}, Sat 22:00–04:00`);
  expect(weekWords({})).toBe("Never open");
});

it("says whether they are open, and when they open, on their own clock", () => {
  const hours = { timezone: "Europe/Lisbon", weekly, holidays: [{ date: "2026-06-02" }] };
  expect(openWords(hours, Date.parse("2026-06-01T09:00:00Z"))).toEqual({ open: true, words: "Open now" });
  expect(openWords(hours, Date.parse("2026-06-01T17:00:00Z")).words).toMatch(
    /^Closed, opens Wed,? 3 Jun.* 08:00$/,
  );
  expect(openWords({ ...hours, weekly: {} }, 0).words).toBe("Closed, and never opens again");
});
