import { expect, test } from "vitest";
import { macroWords } from "./macro-words.ts";

test("a macro is told by what it does, in its order", () => {
  expect(
    macroWords({
      actions: [
        { do: "reply", canned: "refund" },
        { do: "tag", add: ["billing", "refund"], remove: ["new"] },
        { do: "assign", assignee: "me" },
        { do: "resolve", reason: "resolved" },
      ],
    }),
  ).toBe("Replies, tags billing and refund, takes off new, assigns you, resolves");
});
