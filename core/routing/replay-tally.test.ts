import { expect, it } from "vitest";
import { ReplayTally, type Way } from "#core/routing/replay-tally.ts";

const way = (teamId: string | null, userId: string | null, given: Partial<Way> = {}): Way => ({
  outcome: userId === null ? "queued" : "agent",
  teamId,
  userId,
  journey: null,
  ...given,
});

it("counts both sides by team and person, and who finds nobody", () => {
  const tally = new ReplayTally();
  const differs = [
    tally.add(way("desk", "ann"), way("desk", "ann")),
    tally.add(way("desk", "ann"), way("desk", "bob")),
    tally.add(way("desk", null), way("night", null)),
    tally.add(
      way(null, null, { outcome: "nobody" }),
      way(null, null, { outcome: "journey", journey: "welcome" }),
    ),
  ];
  expect(differs).toEqual([false, true, true, true]);
  expect([tally.same, tally.different]).toEqual([1, 3]);
  expect(tally.unroutable).toEqual({ before: 2, after: 1 });
  expect(Object.fromEntries(tally.teams)).toEqual({
    desk: { before: 3, after: 2 },
    night: { before: 0, after: 1 },
    null: { before: 1, after: 1 },
  });
  expect(Object.fromEntries(tally.agents)).toEqual({
    ann: { before: 2, after: 1 },
    bob: { before: 0, after: 1 },
    null: { before: 2, after: 2 },
  });
});
