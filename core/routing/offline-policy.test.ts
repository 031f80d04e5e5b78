import { describe, expect, it } from "vitest";
import {
  DEFAULT_OFFLINE_POLICY,
  isToReturn,
  offlinePolicySchema,
  returnsAfter,
} from "#core/routing/offline-policy.ts";

const since = { offlineSince: 1_000, isWaiting: true, now: 1_000 };

describe("work of somebody who is offline", () => {
  it("that waits for an answer is taken off them at once, unless somebody said otherwise", () => {
    expect(isToReturn(DEFAULT_OFFLINE_POLICY, since)).toBe(true);
    expect(isToReturn(DEFAULT_OFFLINE_POLICY, { ...since, isWaiting: false })).toBe(false);
    expect(isToReturn({ policy: "keep", which: "all" }, since)).toBe(false);
    expect(isToReturn({ policy: "return", which: "all" }, { ...since, isWaiting: false })).toBe(true);
  });

  it("stays with them for the time that is said", () => {
    const policy = offlinePolicySchema.parse({ policy: "returnAfter", after: "PT5M" });
    expect(returnsAfter(policy)).toBe(300_000);
    expect(isToReturn(policy, { ...since, now: 300_999 })).toBe(false);
    expect(isToReturn(policy, { ...since, now: 301_000 })).toBe(true);
  });

  it("has a time exactly where it is returned after one", () => {
    expect(offlinePolicySchema.safeParse({ policy: "returnAfter" }).error?.issues[0]?.path).toEqual([
      "after",
    ]);
    expect(offlinePolicySchema.safeParse({ policy: "keep", after: "PT5M" }).success).toBe(false);
  });
});
