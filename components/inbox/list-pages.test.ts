import { expect, test } from "vitest";
import type { Conversation } from "#core/api/conversations.ts";
import { keptPage, nextPlace, rowsOf } from "./list-pages.ts";

const row = (id: string, minute: number) =>
  ({ id, lastActivityAt: `2026-03-01T10:${String(minute).padStart(2, "0")}:00.000Z` }) as Conversation;
const page = (rows: Conversation[], nextCursor: string | null = "more") => ({ data: rows, nextCursor });

const [a, b, c, d, e, f] = [
  row("a", 50),
  row("b", 40),
  row("c", 30),
  row("d", 20),
  row("e", 10),
  row("f", 5),
];
const old = [page([a, b]), page([c, d]), page([e, f], null)];

test("a row that moved to the top leaves its place below, and the one pushed down is not lost", () => {
  const renewed = { ...f, lastActivityAt: "2026-03-01T10:59:00.000Z" };
  const fresh = [page([renewed, a]), page([b, c])];
  const place = nextPlace(fresh);
  if (!place) throw new Error("There is a third page.");
  const kept = keptPage(old, place, "activity");
  expect(rowsOf([...fresh, ...(kept ? [kept] : [])]).map(({ id }) => id)).toEqual([
    "f",
    "a",
    "b",
    "c",
    "d",
    "e",
  ]);
});

test("a row that left the list above is not brought back by the page below", () => {
  const fresh = [page([a, c]), page([d, e])];
  const place = nextPlace(fresh);
  if (!place) throw new Error("There is a third page.");
  const kept = keptPage(old, place, "activity");
  expect(rowsOf([...fresh, ...(kept ? [kept] : [])]).map(({ id }) => id)).toEqual(["a", "c", "d", "e", "f"]);
});

test("the first pages are always asked for, and so is one that was not there before", () => {
  const second = nextPlace([page([a])]);
  const fourth = nextPlace([page([a]), page([b]), page([c]), page([d])]);
  expect(second && keptPage(old, second, "activity")).toBeUndefined();
  expect(fourth && keptPage(old, fourth, "activity")).toBeUndefined();
});
