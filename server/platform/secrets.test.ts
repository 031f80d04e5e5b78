import { describe, expect, it } from "vitest";
import { open, openJson, seal, sealJson } from "#server/platform/secrets.ts";

describe("secrets", () => {
  it("opens what it sealed, for the same context only", () => {
    const sealed = sealJson({ authToken: "12345" }, "channel:1");
    expect(openJson(sealed, "channel:1")).toEqual({ authToken: "12345" });
    expect(() => openJson(sealed, "channel:2")).toThrow("could not be opened");
  });

  it("never makes the same bytes twice and does not show the plain text", () => {
    const [first, second] = [seal("secret words", "a"), seal("secret words", "a")];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false);
    expect(Buffer.from(first).includes("secret words")).toBe(false);
  });

  it("refuses what was altered", () => {
    const sealed = seal("secret", "a");
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => open(sealed, "a")).toThrow("could not be opened");
  });

  it("says so when the key is not among those set", () => {
    const sealed = seal("secret", "a");
    sealed[1] = (sealed[1] ?? 0) ^ 1;
    expect(() => open(sealed, "a")).toThrow("a key that is not set");
  });
});
