import { expect, it } from "vitest";
import { readPreferences } from "#core/notifications/preferences.ts";

it("tells of a mention by every way until somebody says otherwise, and of activity in the studio alone", () => {
  const usual = readPreferences({});
  expect([usual.mention, usual.activity]).toEqual([
    { email: true, push: true },
    { email: false, push: false },
  ]);
  const chosen = readPreferences({ notifications: { mention: { email: false } } });
  expect(chosen.mention).toEqual({ email: false, push: true });
});

it("reads whatever is stored", () => {
  for (const stored of [null, "x", [], { notifications: 3 }, { notifications: { mention: "yes" } }])
    expect(readPreferences(stored)).toEqual(readPreferences({}));
});
