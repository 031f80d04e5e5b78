import { describe, expect, it } from "vitest";
import { readPlace, unseen, writePlace } from "#server/platform/live-place.ts";

describe("a place in the live stream", () => {
  it("is read back as it was written", () => {
    for (const snapshot of ["7:7:", "7:12:7,9", "18446744073709:18446744073710:18446744073709"]) {
      const place = { at: 1_795_000_000_000, snapshot };
      expect(readPlace(writePlace(place))).toEqual(place);
    }
  });

  it("names what was still open and what came after", () => {
    expect(unseen({ at: 0, snapshot: "7:12:7,9" })).toEqual({ since: 12n, open: [7n, 9n] });
    expect(unseen({ at: 0, snapshot: "7:7:" })).toEqual({ since: 7n, open: [] });
  });

  it("is refused when it is none of ours", () => {
    for (const text of [
      "",
      "12",
      "1-7:12",
      "1-7:12:x",
      "1-7:12:7,",
      "-7:12:7",
      `1-7:12:${"7,".repeat(2_000)}7`,
    ])
      expect(readPlace(text)).toBeNull();
  });
});
