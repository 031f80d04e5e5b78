import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/canonical-json.ts";
import { sha256 } from "#core/sha256.ts";
import { stableFraction } from "#core/stable-hash.ts";

describe("sha256", () => {
  it("agrees with the standard library on every text", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 300 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
      }),
    );
  });
});

describe("stableFraction", () => {
  it("is always the same for a text and evenly spread over texts", () => {
    expect(stableFraction("run:1")).toBe(stableFraction("run:1"));
    const fractions = Array.from({ length: 4000 }, (_, index) => stableFraction(`contact-${index}`));
    const mean = fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
    expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  });
});

describe("canonicalJson", () => {
  it("writes the same content alike, whatever the order of its keys", () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });
});
