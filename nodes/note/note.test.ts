import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { noteDefinition } from "#nodes/note/definition.ts";

describe("note", () => {
  it("writes a rendered note and goes on", () => {
    const player = playNode("note", { text: "{{ contact.name }} asked", mentions: ["a@b.co"] });
    expect(player.effect.effect).toEqual({ kind: "note", text: "Ann Lee asked", mentions: ["a@b.co"] });
    expect(player.outcome().end).toBe("next");
  });

  it("is stuck where the note cannot be written", () => {
    expect(playNode("note", { text: "x" }).fail("db", "Down").run.stuck).toEqual({
      code: "db",
      reason: "Down",
    });
  });

  it("says on its card what it notes", () => {
    expect(noteDefinition.summary({ text: "Call back" })).toBe("Note “Call back”");
  });
});
