import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { leaveNow, spanWords, untilWords } from "#components/settings/leave-words.ts";

const at = (text: string) => DateTime.fromISO(text).toISO() ?? "";

it("says whole days with the last day included, and else the times", () => {
  const days = { from: at("2026-05-04T00:00"), to: at("2026-05-09T00:00") };
  expect(spanWords(days, "en-GB")).toBe("4 May 2026 to 8 May 2026");
  expect(spanWords({ ...days, to: at("2026-05-05T00:00") }, "en-GB")).toBe("4 May 2026");
  const afternoon = { from: at("2026-05-04T13:00"), to: at("2026-05-04T16:30") };
  expect(spanWords(afternoon, "en-GB")).toBe("4 May 2026, 13:00 to 4 May 2026, 16:30");
});

it("says until when, with the time only where it is not the beginning of a day", () => {
  expect(untilWords(at("2026-05-11T00:00"), "en-GB")).toBe("Monday 11 May");
  expect(untilWords(at("2026-05-11T14:00"), "en-GB")).toBe("11 May at 14:00");
});

it("is the leave that goes on now, which ends by itself", () => {
  const [short, long] = [
    { from: at("2026-05-04T00:00"), to: at("2026-05-05T00:00") },
    { from: at("2026-05-04T00:00"), to: at("2026-05-06T00:00") },
  ];
  expect(leaveNow([short, long], Date.parse(at("2026-05-04T12:00")))).toBe(long);
  expect(leaveNow([short], Date.parse(short.to))).toBeNull();
  expect(leaveNow([short], Date.parse(short.from) - 1)).toBeNull();
});
