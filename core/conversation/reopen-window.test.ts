import { expect, it } from "vitest";
import { whereInboundGoes } from "#core/conversation/reopen-window.ts";

const resolvedAt = new Date("2026-03-02T10:00:00Z");
const latest = { id: "one", status: "resolved", resolvedAt } as const;

it("opens a first conversation for somebody new", () => {
  expect(whereInboundGoes(null, "P3D", resolvedAt)).toEqual({ kind: "open", previousConversationId: null });
});

it.each(["new", "in_progress", "snoozed", "spam"] as const)(
  "goes on in a conversation that is %s",
  (status) => {
    const open = { id: "one", status, resolvedAt: null };
    expect(whereInboundGoes(open, "P3D", new Date("2030-01-01T00:00:00Z"))).toEqual({
      kind: "continue",
      conversationId: "one",
    });
  },
);

it("reopens up to the last moment of the window, and opens a linked one after it", () => {
  const end = new Date("2026-03-05T10:00:00Z");
  expect(whereInboundGoes(latest, "P3D", end)).toEqual({ kind: "reopen", conversationId: "one" });
  const later = new Date(end.getTime() + 1);
  expect(whereInboundGoes(latest, "P3D", later)).toEqual({ kind: "open", previousConversationId: "one" });
});

it("takes a message that was written before the resolution for one inside the window", () => {
  const earlier = new Date("2026-03-02T09:59:00Z");
  expect(whereInboundGoes(latest, "PT1H", earlier).kind).toBe("reopen");
});
