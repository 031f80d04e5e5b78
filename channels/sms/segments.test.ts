import { describe, expect, it } from "vitest";
import { smsLength } from "#channels/sms/segments.ts";

describe("the length of an SMS", () => {
  it("holds 160 characters of the GSM alphabet in one segment and 153 in each of several", () => {
    expect(smsLength("a".repeat(160))).toMatchObject({ encoding: "GSM-7", segments: 1, left: 0 });
    expect(smsLength("a".repeat(161))).toMatchObject({ segments: 2, left: 153 - 8 });
    expect(smsLength("a".repeat(306))).toMatchObject({ segments: 2, left: 0 });
    expect(smsLength("a".repeat(307)).segments).toBe(3);
  });

  it("counts the characters of the extension table twice", () => {
    expect(smsLength("€".repeat(80))).toMatchObject({ encoding: "GSM-7", units: 160, segments: 1 });
    expect(smsLength(`€${"a".repeat(159)}`).segments).toBe(2);
  });

  it("falls to 70 and 67 UTF-16 units for anything else, and names what forced it", () => {
    expect(smsLength("ż".repeat(70))).toMatchObject({ encoding: "UCS-2", segments: 1, forcing: ["ż"] });
    expect(smsLength("ż".repeat(71)).segments).toBe(2);
  });

  it("never tears an emoji between two segments", () => {
    expect(smsLength(`${"ż".repeat(66)}😀${"ż".repeat(65)}`)).toMatchObject({ units: 133, segments: 2 });
    expect(smsLength(`${"ż".repeat(66)}😀${"ż".repeat(66)}`)).toMatchObject({ units: 134, segments: 3 });
  });

  it("sends nothing for an empty text", () => {
    expect(smsLength("").segments).toBe(0);
  });
});
