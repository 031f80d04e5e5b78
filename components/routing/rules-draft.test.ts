import { describe, expect, it } from "vitest";
import { changeDraft, type DraftChange, type DraftRule, isSame, startDraft } from "./rules-draft.ts";

function rule(mark: string, name = mark): DraftRule {
  const then = { team: "desk" };
  return { mark, id: mark, name, when: { all: [] }, then, enabled: true };
}

const start = startDraft([rule("a"), rule("b"), rule("c")]);
const drawn = (...changes: DraftChange[]) => changes.reduce(changeDraft, start);
const marks = (...changes: DraftChange[]) => drawn(...changes).present.map(({ mark }) => mark);

describe("rules while they are drawn", () => {
  it("move up and down, and no further than the ends", () => {
    expect(marks({ do: "move", mark: "c", to: 0 })).toEqual(["c", "a", "b"]);
    expect(marks({ do: "move", mark: "a", to: 1 })).toEqual(["b", "a", "c"]);
    expect(marks({ do: "move", mark: "a", to: 9 })).toEqual(["b", "c", "a"]);
    expect(drawn({ do: "move", mark: "a", to: -1 })).toBe(start);
  });

  it("are added at the end, changed in place and taken out", () => {
    expect(marks({ do: "put", rule: rule("d") })).toEqual(["a", "b", "c", "d"]);
    expect(drawn({ do: "put", rule: rule("b", "New name") }).present[1]?.name).toBe("New name");
    expect(marks({ do: "remove", mark: "b" })).toEqual(["a", "c"]);
    expect(drawn({ do: "remove", mark: "z" })).toBe(start);
  });

  it("go back and forth, until something else is changed", () => {
    const moved = drawn({ do: "move", mark: "c", to: 0 }, { do: "remove", mark: "a" });
    const back = changeDraft(changeDraft(moved, { do: "undo" }), { do: "undo" });
    expect(back.present).toEqual(start.present);
    expect(changeDraft(changeDraft(back, { do: "redo" }), { do: "redo" }).present).toEqual(moved.present);
    expect(changeDraft(changeDraft(back, { do: "remove", mark: "b" }), { do: "redo" }).future).toEqual([]);
  });

  it("are the live ones again once all is undone", () => {
    const moved = drawn({ do: "move", mark: "c", to: 0 });
    expect(isSame(moved.present, start.present)).toBe(false);
    expect(isSame(changeDraft(moved, { do: "undo" }).present, start.present)).toBe(true);
  });
});
