import { expect, test } from "vitest";
import type { CannedResponse } from "#core/api/library.ts";
import { suggestReplies } from "./suggest-replies.ts";

const canned = (key: string, name: string, text: string) => ({ key, name, text }) as CannedResponse;
const replies = [
  canned("opening_hours", "Opening hours", "We are open from nine to five."),
  canned("parking", "Parking", "You can park behind the house."),
  canned("book_visit", "Book a visit", "Which day suits you?"),
];
const keysOf = (found: CannedResponse[]) => found.map(({ key }) => key);

test("a reply that shares words with the question is suggested", () => {
  expect(keysOf(suggestReplies(replies, { text: "Where can I find parking?", intent: null }))).toEqual([
    "parking",
  ]);
});

test("what was understood counts for more than the words", () => {
  const found = suggestReplies(replies, { text: "Is there parking when I come?", intent: "book_visit" });
  expect(keysOf(found)).toEqual(["book_visit", "parking"]);
});

test("nothing is suggested where nothing fits", () => {
  expect(suggestReplies(replies, { text: "Thank you so much", intent: null })).toEqual([]);
});
