import { expect, it } from "vitest";
import { attributeText, attributeValue } from "#components/inbox/attribute-value.ts";

it("stays of the kind that it was, as long as it can be", () => {
  expect(attributeValue(" 7 ", 5)).toBe(7);
  expect(attributeValue("7", "5")).toBe("7");
  expect(attributeValue("seven", 5)).toBe("seven");
  expect(attributeValue("", 5)).toBe("");
  expect(attributeValue("false", true)).toBe(false);
  expect(attributeValue("no", true)).toBe("no");
  expect(attributeValue('{"a": 2}', { a: 1 })).toEqual({ a: 2 });
  expect(attributeValue("{a", { a: 1 })).toBe("{a");
  expect(attributeValue("new", undefined)).toBe("new");
});

it("is shown as it is written", () => {
  expect(attributeText("Lisbon")).toBe("Lisbon");
  expect(attributeText(5)).toBe("5");
  expect(attributeText({ a: [1] })).toBe('{"a":[1]}');
});
