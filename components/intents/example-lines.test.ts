import { expect, it } from "vitest";
import { examplesIn, faultOf } from "#components/intents/example-lines.ts";

it("takes a line for an example, without what a list or a sheet puts around it", () => {
  const pasted =
    '- Where is my order?\r\n\n  • "I was charged twice"\n„Wo ist mein Paket?“\n-10 degrees\n   ';
  expect(examplesIn(pasted)).toEqual([
    "Where is my order?",
    "I was charged twice",
    "Wo ist mein Paket?",
    "-10 degrees",
  ]);
});

it("says which example is too long, and how many are too many", () => {
  expect(faultOf(["a"])).toBeUndefined();
  expect(faultOf(["a", "x".repeat(501)])).toContain("Example 2");
  expect(faultOf(Array.from({ length: 1001 }, () => "a"))).toContain("1001");
});
