import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { updateDefinition } from "#nodes/update/definition.ts";

const play = (...changes: JsonObject[]) => playNode("update", { changes });

describe("update", () => {
  it("changes variables at once, in order, and asks nothing of the outside", () => {
    const player = play(
      { path: "vars.list", op: "add", value: "a" },
      { path: "vars.list", op: "add", value: ["a", "b"] },
      { path: "vars.list", op: "remove", value: "a" },
      { path: "vars.count", op: "increment" },
      { path: "vars.count", op: "increment", value: "2.5" },
      { path: "vars.copy", value: "{{ vars.count }}" },
      { path: "vars.sum", value: "{{ vars.count | plus: 1 }}" },
      { path: "vars.name", value: "{{ contact.firstName | upcase }}" },
      { path: "vars.gone", value: 1 },
      { path: "vars.gone", op: "unset" },
    );
    expect(player.effects).toEqual([]);
    expect(player.end).toBe("next");
    expect(player.run.vars).toEqual({
      list: ["b"],
      count: 3.5,
      copy: 3.5,
      sum: "4.5",
      name: "ANN",
      gone: null,
    });
  });

  it("asks for the rest in one effect, rendered, and goes on when it is done", () => {
    const player = play(
      { path: "contact.tags", op: "add", value: "asked" },
      { path: "vars.done", value: true },
      { path: "conversation.memory.name", value: "{{ contact.name }}" },
      { path: "contact.attributes.visits", op: "increment" },
    );
    expect(player.effect.effect).toEqual({
      kind: "update",
      changes: [
        { path: "contact.tags", op: "add", value: "asked" },
        { path: "conversation.memory.name", op: "set", value: "Ann Lee" },
        { path: "contact.attributes.visits", op: "increment" },
      ],
    });
    expect(player.run.vars).toEqual({ done: true });
    expect(player.outcome().end).toBe("next");
  });

  it("is stuck where the change is refused", () => {
    expect(play({ path: "contact.email", value: "x" }).fail("taken", "Somebody has it").run.stuck?.code).toBe(
      "taken",
    );
  });

  it("takes a variable named like a part of every object for what it is", () => {
    expect(play({ path: "vars.constructor", op: "add", value: 1 }).run.vars).toEqual({ constructor: [1] });
  });

  it("says on its card what it changes", () => {
    expect(updateDefinition.summary({ changes: [{ path: "contact.tags" }] })).toBe("Update contact.tags");
    expect(updateDefinition.summary({ changes: [{ path: "a" }, { path: "b" }] })).toBe("Update a and 1 more");
  });
});
