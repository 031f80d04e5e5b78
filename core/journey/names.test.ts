import { describe, expect, it } from "vitest";
import { keyFromName, keySchema } from "#core/journey/names.ts";

describe("keyFromName", () => {
  it.each([
    ["Missed-call recovery", "missed_call_recovery"],
    ["Größe & Träume", "gro_e_traume"],
    ["2nd try", "nd_try"],
    ["你好", "journey"],
    ["x".repeat(100), "x".repeat(63)],
  ])("makes a key of “%s”", (name, key) => {
    expect(keyFromName(name)).toBe(key);
    expect(keySchema.safeParse(key).success).toBe(true);
  });
});
