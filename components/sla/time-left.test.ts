import { expect, it } from "vitest";
import { timeLeft } from "#components/sla/time-left.ts";
import type { SlaState } from "#core/api/sla-state.ts";

const now = Date.parse("2026-03-02T09:00:00Z");
const state: SlaState = {
  target: "firstResponse",
  status: "running",
  dueAt: "2026-03-02T09:12:00Z",
  atRisk: false,
  policy: { key: "care", name: "Care" },
};

it("says how long is left, and presses once it was warned of or is close", () => {
  expect(timeLeft(state, now)).toEqual({ words: "12m left", tone: "neutral" });
  expect(timeLeft({ ...state, atRisk: true }, now)).toEqual({ words: "12m left", tone: "warning" });
  expect(timeLeft(state, now + 8 * 60_000)).toEqual({ words: "4m left", tone: "warning" });
});

it("says by how much it is over, also before the server has said so", () => {
  expect(timeLeft(state, now + 15 * 60_000)).toEqual({ words: "3m over", tone: "danger" });
});

it("says that it stands still", () => {
  expect(timeLeft({ ...state, status: "paused", dueAt: null }, now).words).toBe("Paused");
});
