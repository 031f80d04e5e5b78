import fc from "fast-check";
import { expect, it } from "vitest";
import { MESSAGE_STATUSES, type MessageStatus, movesForward } from "#core/conversation/message-status.ts";

it("goes the usual way", () => {
  expect(movesForward("queued", "sent")).toBe(true);
  expect(movesForward("sent", "delivered")).toBe(true);
  expect(movesForward("delivered", "read")).toBe(true);
});

it("may skip what no callback told", () => {
  expect(movesForward("queued", "read")).toBe(true);
});

it("does not un-fail, un-deliver or un-suppress a message", () => {
  expect(movesForward("failed", "delivered")).toBe(false);
  expect(movesForward("delivered", "failed")).toBe(false);
  expect(movesForward("suppressed", "sent")).toBe(false);
});

it("settles what was unknown, and lets a person send it again", () => {
  expect(movesForward("unknown", "delivered")).toBe(true);
  expect(movesForward("unknown", "queued")).toBe(true);
});

it("comes to the same end however callbacks are repeated", () => {
  const told = fc.constantFrom<MessageStatus>("sent", "delivered", "read");
  const settle = (statuses: MessageStatus[]) =>
    statuses.reduce<MessageStatus>((known, next) => (movesForward(known, next) ? next : known), "queued");
  fc.assert(
    fc.property(
      fc.shuffledSubarray(["sent", "delivered", "read"] as const),
      fc.array(told),
      (once, repeated) => {
        const all: MessageStatus[] = [...once, ...repeated];
        const furthest = all
          .toSorted((a, b) => MESSAGE_STATUSES.indexOf(a) - MESSAGE_STATUSES.indexOf(b))
          .at(-1);
        expect(settle(all)).toBe(furthest ?? "queued");
      },
    ),
  );
});
