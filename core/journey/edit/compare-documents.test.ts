import { describe, expect, it } from "vitest";
import type { JourneyDocument } from "#core/journey/document.ts";
import { compareDocuments, hasChanges } from "#core/journey/edit/compare-documents.ts";

const before: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: [
    { id: "start", type: "trigger.message", config: { priority: 0, on: "everyMessage" } },
    { id: "hello", type: "send", config: { text: "Hello" }, position: { x: 0, y: 0 } },
    { id: "bye", type: "exit", config: {} },
  ],
  edges: [{ from: "start", outlet: "next", to: "hello" }],
};

describe("comparing documents", () => {
  it("sees no change in a card moved or keys written in another order", () => {
    const after = structuredClone(before);
    after.nodes[0] = { id: "start", type: "trigger.message", config: { on: "everyMessage", priority: 0 } };
    after.nodes[1] = { id: "hello", type: "send", config: { text: "Hello" }, position: { x: 9, y: 9 } };
    expect(hasChanges(compareDocuments(before, after))).toBe(false);
  });

  it("names what was added, removed, changed and led elsewhere", () => {
    const after = {
      ...before,
      nodes: [
        before.nodes[0] ?? { id: "start", type: "trigger.message", config: {} },
        { id: "hello", type: "send", config: { text: "Hi" } },
        { id: "wait", type: "wait", config: { for: "PT1H" } },
      ],
      edges: [{ from: "start", outlet: "next", to: "wait" }],
    };
    const changes = compareDocuments(before, after);
    expect(changes.added.map((node) => node.id)).toEqual(["wait"]);
    expect(changes.removed.map((node) => node.id)).toEqual(["bye"]);
    expect(changes.changed.map((node) => node.id)).toEqual(["hello"]);
    expect(changes.rewired.map((node) => node.id)).toEqual(["start"]);
  });

  it("counts every node of a first version as added", () => {
    expect(compareDocuments(null, before).added).toHaveLength(3);
  });
});
