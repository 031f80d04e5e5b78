import { describe, expect, it } from "vitest";
import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";
import { configureNode, moveNodes, renameNode } from "#core/journey/edit/change-node.ts";

const journey: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: [
    { id: "fork", type: "branch", config: { cases: ["vip", "late"] }, position: { x: 0, y: 0 } },
    { id: "end", type: "exit", config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [
    { from: "fork", outlet: "vip", to: "end" },
    { from: "fork", outlet: "else", to: "end" },
  ],
};

function outletsOf(node: JourneyNode): string[] {
  const { cases } = node.config;
  return Array.isArray(cases) ? [...cases.map(String), "else"] : [];
}

describe("changing a node", () => {
  it("moves only the nodes that moved and rounds to whole pixels", () => {
    const after = moveNodes(journey, new Map([["end", { x: 310.4, y: 9.6 }]]));
    expect(after.nodes[0]).toBe(journey.nodes[0]);
    expect(after.nodes[1]?.position).toEqual({ x: 310, y: 10 });
  });

  it("changes nothing when every node stays where it is", () => {
    expect(moveNodes(journey, new Map([["end", { x: 300.2, y: 0 }]]))).toBe(journey);
  });

  it("takes the label away when it is emptied", () => {
    const named = renameNode(journey, "end", "Goodbye");
    expect(named.nodes[1]?.label).toBe("Goodbye");
    expect(renameNode(named, "end", " ").nodes[1]).not.toHaveProperty("label");
  });

  it("keeps the edge of an outlet that is renamed", () => {
    const after = configureNode(journey, "fork", { cases: ["gold", "late"] }, outletsOf);
    expect(after.edges[0]).toEqual({ from: "fork", outlet: "gold", to: "end" });
  });

  it("drops the edge of an outlet that is gone", () => {
    const after = configureNode(journey, "fork", { cases: ["late"] }, outletsOf);
    expect(after.edges).toEqual([{ from: "fork", outlet: "else", to: "end" }]);
  });

  it("leaves the edges alone when the outlets stay", () => {
    expect(configureNode(journey, "end", { reason: "done" }, outletsOf).edges).toBe(journey.edges);
  });
});
