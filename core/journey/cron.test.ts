import { describe, expect, it } from "vitest";
import { cronFault, eitherDay } from "#core/journey/cron.ts";

describe("a cron expression", () => {
  it.each(["0 9 * * 1", "*/15 8-18 * * mon-fri", "0 0 1,15 jan,JUL *", "5 4 * * 7", "0 0 29 2 *"])(
    "may be %s",
    (expression) => expect(cronFault(expression)).toBeNull(),
  );

  it.each([
    ["0 9 * *", "five fields"],
    ["60 9 * * 1", "“60” is no minute"],
    ["0 9 0 * *", "“0” is no day of the month"],
    ["0 9 * 13 *", "“13” is no month"],
    ["0 9 * * funday", "“funday” is no day of the week"],
    ["0 18-8 * * *", "“18-8” is no hour"],
    ["*/0 * * * *", "“*/0” is no minute"],
    ["@daily", "five fields"],
  ])("may not be %s", (expression, fault) => expect(cronFault(expression)).toContain(fault));

  it("means either day where it names both", () => {
    expect(eitherDay("0 9 1 * mon")).toEqual(["0 9 1 * *", "0 9 * * 1"]);
    expect(eitherDay("0 9 * jan 7")).toEqual(["0 9 * 1 0"]);
    expect(eitherDay(" 0  9 1 * * ")).toEqual(["0 9 1 * *"]);
  });
});
