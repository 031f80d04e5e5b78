import { expect, test } from "vitest";
import type { Message } from "#core/api/messages.ts";
import { inShort } from "./in-short.ts";

const said = (direction: "in" | "out", text: string) => ({ direction, text }) as Message;
const answer = said("out", "We will look into that for you.");

test("a longer thread is told by the customer's first and last words that say something", () => {
  const thread = [
    said("in", "Hello"),
    said("in", "My delivery has not come since Monday"),
    answer,
    answer,
    said("in", "Can I have my money back instead?"),
    said("in", "Please"),
  ];
  expect(inShort(thread)).toBe(
    "“My delivery has not come since Monday” … “Can I have my money back instead?”",
  );
});

test("a thread that is read at a glance needs no summary", () => {
  expect(inShort([said("in", "Is the clinic open on Sunday?"), answer])).toBeNull();
});

test("long words are cut between words", () => {
  const long = "word ".repeat(60);
  const thread = [said("in", long), answer, answer, answer, answer, said("in", "ok")];
  expect(inShort(thread)).toMatch(/^“(word )+word…”$/);
});
