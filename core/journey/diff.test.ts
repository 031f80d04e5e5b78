import { describe, expect, it } from "vitest";
import { diffJourneys, isSameJourney } from "#core/journey/diff.ts";
import type { JourneyDocument } from "#core/journey/document.ts";

const before: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: [
    { id: "start", type: "trigger.message", config: {} },
    { id: "ask", type: "ask", config: { text: "When?", saveAs: "slot" }, position: { x: 0, y: 0 } },
    { id: "bye", type: "exit", config: {} },
  ],
  edges: [
    { from: "start", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "bye" },
  ],
};

describe("the difference between two documents", () => {
  it("is none where only the order is another, or a card lies elsewhere", () => {
    const [start, , bye] = before.nodes;
    const ask = {
      id: "ask",
      type: "ask",
      position: { x: 9, y: 0 },
      config: { saveAs: "slot", text: "When?" },
    };
    const nodes = [bye, ask, start].flatMap((node) => node ?? []);
    const diff = diffJourneys(before, { ...before, nodes, edges: [...before.edges].reverse(), settings: {} });
    expect(isSameJourney(diff)).toBe(true);
    expect(diff.nodes.moved).toEqual(["ask"]);
    expect(isSameJourney(diff, true)).toBe(false);
  });

  it("names each value of a node that differs, with both sides", () => {
    const after = structuredClone(before);
    after.nodes[1] = { id: "ask", type: "ask", label: "Day", config: { text: "Which day?", timeout: "P1D" } };
    expect(diffJourneys(before, after).nodes.changed[0]?.values).toEqual([
      { path: "config.saveAs", before: "slot" },
      { path: "config.text", before: "When?", after: "Which day?" },
      { path: "config.timeout", after: "P1D" },
      { path: "label", after: "Day" },
    ]);
  });

  it("names what came, what went and what leads elsewhere", () => {
    const wait = { id: "wait", type: "wait", config: { for: "PT1H" } };
    const after: JourneyDocument = {
      ...before,
      nodes: [...before.nodes.slice(0, 2), wait],
      edges: [
        { from: "start", outlet: "next", to: "wait" },
        { from: "wait", outlet: "next", to: "ask" },
      ],
    };
    const { nodes, edges } = diffJourneys(before, after);
    expect([nodes.added, nodes.removed]).toEqual([[wait], [before.nodes[2]]]);
    expect(edges).toEqual({
      added: [{ from: "wait", outlet: "next", to: "ask" }],
      removed: [{ from: "ask", outlet: "answered", to: "bye" }],
      led: [{ before: before.edges[0], after: { from: "start", outlet: "next", to: "wait" } }],
    });
  });

  it("tells settings and names, also odd ones", () => {
    const after = JSON.parse(
      JSON.stringify({ ...before, name: "Hello", settings: { reentry: "once" } }).replace(
        '"saveAs"',
        '"__proto__"',
      ),
    );
    const { values, nodes } = diffJourneys(before, after);
    expect(values).toEqual([
      { path: "name", before: "Welcome", after: "Hello" },
      { path: "settings.reentry", after: "once" },
    ]);
    expect(nodes.changed[0]?.values.map(({ path }) => path)).toEqual(["config.__proto__", "config.saveAs"]);
  });
});
