import { describe, expect, it } from "vitest";
import { closeGroup, record, redo, startHistory, undo } from "#components/canvas/state/history.ts";

describe("the canvas's history", () => {
  it("goes back and forward again without limit", () => {
    let history = startHistory(0);
    for (let step = 1; step <= 500; step += 1) history = record(history, step, step);
    for (let step = 0; step < 500; step += 1) history = undo(history);
    expect(history.present).toBe(0);
    expect(undo(history)).toBe(history);
    for (let step = 0; step < 500; step += 1) history = redo(history);
    expect(history.present).toBe(500);
  });

  it("takes a gesture back in one step", () => {
    const dragged = [10, 20, 30].reduce((history, x) => record(history, x, x, "drag"), startHistory(0));
    expect(undo(dragged).present).toBe(0);
  });

  it("splits typing at a pause, at another field and at the end of a gesture", () => {
    let history = record(startHistory("a"), "ab", 0, "text");
    history = record(history, "abc", 2_000, "text");
    expect(undo(history).present).toBe("ab");
    history = record(history, "abcd", 2_001, "label");
    expect(undo(history).present).toBe("abc");
    history = record(closeGroup(history), "abcde", 2_002, "label");
    expect(undo(history).present).toBe("abcd");
  });

  it("forgets what was undone once something else is done", () => {
    const history = record(undo(record(startHistory(1), 2, 0)), 3, 1);
    expect(redo(history).present).toBe(3);
    expect(undo(history).present).toBe(1);
  });

  it("records nothing when nothing changed", () => {
    const history = startHistory("same");
    expect(record(history, "same", 0)).toBe(history);
  });
});
