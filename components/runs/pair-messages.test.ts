import { expect, test } from "vitest";
import { pairMessages } from "#components/runs/pair-messages.ts";
import { statusesOf } from "#components/runs/run-filter.ts";
import type { Message } from "#core/api/messages.ts";
import type { Step } from "#core/api/runs.ts";

const step = (visit: number, nodeId: string, enteredAt: string) => ({ visit, nodeId, enteredAt }) as Step;
const message = (id: string, nodeId: string, at: string, other: Partial<Message> = {}) =>
  ({ id, nodeId, at, direction: "out", note: false, ...other }) as Message;

const steps = [
  step(1, "ask", "2025-03-04T10:00:00Z"),
  step(2, "wait", "2025-03-04T10:01:00Z"),
  step(3, "ask", "2025-03-04T11:00:00Z"),
];

test("gives each visit of a node what was said during it", () => {
  const said = pairMessages(steps, [
    message("a", "ask", "2025-03-04T10:00:01Z"),
    message("b", "ask", "2025-03-04T11:00:01Z"),
    message("c", "ask", "2025-03-04T11:30:00Z"),
  ]);
  expect([...said].map(([visit, messages]) => [visit, messages.map(({ id }) => id)])).toEqual([
    [1, ["a"]],
    [3, ["b", "c"]],
  ]);
});

test("allows for two clocks that differ a little", () => {
  expect(pairMessages(steps, [message("a", "ask", "2025-03-04T10:59:59.600Z")]).has(3)).toBe(true);
});

test("leaves out what the run did not say", () => {
  const said = pairMessages(steps, [
    message("in", "ask", "2025-03-04T10:00:01Z", { direction: "in" }),
    message("note", "ask", "2025-03-04T10:00:01Z", { note: true }),
    message("elsewhere", "send", "2025-03-04T10:00:01Z"),
  ]);
  expect(said.size).toBe(0);
});

test("an unknown filter shows every run", () => {
  expect(statusesOf("constructor")).toEqual([]);
  expect(statusesOf("stuck")).toEqual(["stuck"]);
});
