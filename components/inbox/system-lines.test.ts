import { expect, test } from "vitest";
import type { LogEvent } from "#core/api/events.ts";
import { type Names, systemLines } from "./system-lines.ts";

const names: Names = {
  user: (id) => ({ ana: "Ana Duarte", rui: "Rui Lopes" })[String(id)] ?? null,
  team: (id) => (id === "care" ? "Care" : null),
  journey: (id) => (id === "run" ? "Missed call" : null),
};

function event(type: string, fields: Partial<LogEvent> = {}): LogEvent {
  return {
    id: type,
    occurredAt: "2026-03-01T10:00:00.000Z",
    data: {},
    runId: null,
    actor: null,
    ...fields,
    type,
  } as LogEvent;
}

const textOf = (each: LogEvent) => systemLines([each], names)[0]?.text;
const by = (id: string) => ({ actor: { kind: "user" as const, id } });

test("a change of hands says who gave it to whom", () => {
  expect(textOf(event("conversation.assigned", { userId: "rui", ...by("ana") }))).toBe(
    "Ana Duarte assigned it to Rui Lopes",
  );
  expect(
    textOf(event("conversation.assigned", { userId: "rui", ...by("rui"), data: { reason: "claim" } })),
  ).toBe("Claimed by Rui Lopes");
  expect(textOf(event("conversation.assigned", { teamId: "care" }))).toBe("Assigned to Care");
});

test("a journey is called by its name, where the reader may know it", () => {
  expect(textOf(event("run.started", { runId: "run" }))).toBe("Missed call started");
  expect(textOf(event("run.started", { runId: "other" }))).toBe("A journey started");
});

test("lines stand in the order in which things happened, and what nobody reads is left out", () => {
  const lines = systemLines(
    [
      event("conversation.resolved", { occurredAt: "2026-03-01T12:00:00.000Z" }),
      event("run.step_entered"),
      event("run.started"),
    ],
    names,
  );
  expect(lines.map((line) => line.text)).toEqual(["A journey started", "Resolved"]);
});
