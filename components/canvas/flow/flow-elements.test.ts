import { describe, expect, it } from "vitest";
import { createFlowMapper } from "#components/canvas/flow/flow-elements.ts";
import { makeCatalogue } from "#components/canvas/state/catalogue.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { moveNodes } from "#core/journey/edit/change-node.ts";

const catalogue = makeCatalogue({});
const journey: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: [
    { id: "start", type: "trigger.message", config: {}, position: { x: 0, y: 0 } },
    { id: "hello", type: "send", label: "Say hello", config: { text: "Hi" }, position: { x: 300, y: 0 } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "hello" },
    { from: "hello", outlet: "nowhere", to: "start" },
    { from: "hello", outlet: "failed", to: "gone" },
  ],
};
const none = new Set<string>();

describe("the document as React Flow's elements", () => {
  it("draws every node as a card that speaks for itself", () => {
    const cards = createFlowMapper().nodes(journey, new Set(["hello"]), new Map(), catalogue);
    expect(cards.map((card) => card.selected)).toEqual([false, true]);
    expect(cards[1]).toMatchObject({ id: "hello", type: "card", position: { x: 300, y: 0 } });
    expect(cards[1]?.ariaLabel).toMatch(/^Say hello\. Send “Hi”/);
  });

  it("leaves out edges whose outlet or target is not there", () => {
    const ways = createFlowMapper().edges(journey, none, catalogue);
    expect(ways.map((way) => way.id)).toEqual(["start→next"]);
    expect(ways[0]).toMatchObject({ source: "start", sourceHandle: "next", target: "hello" });
  });

  it("keeps the identity of what did not change", () => {
    const mapper = createFlowMapper();
    const before = mapper.nodes(journey, none, new Map(), catalogue);
    const ways = mapper.edges(journey, none, catalogue);
    const moved = moveNodes(journey, new Map([["hello", { x: 310, y: 0 }]]));
    const after = mapper.nodes(moved, none, new Map(), catalogue);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(mapper.edges(moved, none, catalogue)[0]).toBe(ways[0]);
  });
});
