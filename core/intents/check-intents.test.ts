import { describe, expect, it } from "vitest";
import { checkIntent, checkIntents, withoutRepeats } from "#core/intents/check-intents.ts";

const intent = (key: string, examples: string[], keywords: string[] = []) => ({
  key,
  name: key.toUpperCase(),
  examples,
  keywords,
});
const five = ["one", "two", "three", "four", "five"];

describe("what keeps an intent from being told apart", () => {
  it("is too little to learn from", () => {
    expect(checkIntent(intent("a", five.slice(0, 4)), []).map(({ message }) => message)).toEqual([
      "It has 4 examples. Give it 5 or more, as customers write them.",
    ]);
    expect(checkIntent(intent("a", five), [])).toEqual([]);
  });

  it("is an example that another one has too, whatever its case and punctuation", () => {
    const all = [
      intent("a", [...five, "Where is my order?"]),
      intent("b", [...five.map((x) => `${x}!!`), "x"]),
    ];
    const faults = checkIntents([
      ...all,
      intent("c", ["uno", "dos", "tres", "cuatro", "cinco"], ["where is MY order"]),
    ]);
    expect(faults.get("c")?.map(({ code, intent }) => [code, intent])).toEqual([["duplicate_example", "a"]]);
    expect(faults.get("a")?.map(({ example }) => example)).toEqual([...five, "Where is my order?"]);
    expect(faults.get("b")?.every(({ code }) => code === "duplicate_example")).toBe(true);
  });

  it("is not itself", () => {
    const one = intent("a", [...five, "one"], ["one"]);
    expect(checkIntent(one, [one])).toEqual([]);
  });
});

it("keeps one of what is said twice, also where it is nothing but an emoji", () => {
  expect(withoutRepeats(["Hello!", "hello", "???", "👍", "👍"])).toEqual(["Hello!", "???", "👍"]);
});
