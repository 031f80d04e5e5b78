import { expect, it } from "vitest";
import { describeInputs } from "./decision-inputs.ts";

it("says what a decision looked at, and leaves out what it did not know", () => {
  const inputs = {
    channel: "sms",
    intent: "book_appointment",
    intentConfidence: 0.82,
    sentiment: -0.5,
    language: null,
    skills: [{ key: "german", level: 2 }],
    continues: "something of the machine's",
  };
  expect(describeInputs(inputs)).toEqual([
    { name: "Channel", value: "sms" },
    { name: "Intent", value: "book appointment, 82% sure" },
    { name: "Sentiment", value: "negative (-0.50)" },
    { name: "Skills asked for", value: "german 2" },
  ]);
  expect(describeInputs({})).toEqual([]);
});
