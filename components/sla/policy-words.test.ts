import { expect, it } from "vitest";
import { chainWords, targetWords, warningWords, whenWords } from "#components/sla/policy-words.ts";

it("says a policy in sentences", () => {
  const when = { all: [{ field: "contact.tier", op: "eq" as const, value: "vip" }] };
  expect(whenWords({ when })).toMatch(/^When .*vip/);
  expect(whenWords({ when: { all: [] } })).toBe("Every conversation");
  expect(targetWords({ targets: { firstResponse: "PT15M", resolution: "PT8H" } })).toBe(
    "first response in 15 minutes, resolution in 8 hours",
  );
  expect(warningWords({ targets: { resolution: "PT8H", warnAt: [0.5, 0.8] } })).toBe("warned at 50% and 80%");
  expect(warningWords({ targets: { resolution: "PT8H" } })).toBeNull();
});

it("says the chain in its order", () => {
  const escalation = [
    { do: "notify" as const, after: "PT0S", to: "supervisor" },
    { do: "assign" as const, after: "PT15M", team: "seniors" },
  ];
  expect(chainWords({ escalation })).toBe(
    "at once tell a supervisor, 15 minutes after give it to the team seniors",
  );
  expect(chainWords({ escalation: [] })).toBeNull();
});
