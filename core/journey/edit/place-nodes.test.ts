import { describe, expect, it } from "vitest";
import { placeNodes } from "#core/journey/edit/place-nodes.ts";

function node(id: string, position?: { x: number; y: number }) {
  return { id, type: "send", config: {}, ...(position ? { position } : {}) };
}

describe("placing nodes", () => {
  it("returns a document that is placed already as it is", () => {
    const placed = {
      schemaVersion: 1 as const,
      name: "Welcome",
      nodes: [node("a", { x: 1, y: 2 })],
      edges: [],
    };
    expect(placeNodes(placed)).toBe(placed);
  });

  it("sets nodes in columns by their distance from the start", () => {
    const edges = [
      { from: "a", outlet: "next", to: "b" },
      { from: "a", outlet: "failed", to: "c" },
      { from: "b", outlet: "next", to: "c" },
    ];
    const { nodes } = placeNodes({
      schemaVersion: 1,
      name: "Welcome",
      nodes: [node("a"), node("b"), node("c")],
      edges,
    });
    expect(nodes.map((each) => each.position)).toEqual([
      { x: 0, y: 0 },
      { x: 340, y: 0 },
      { x: 340, y: 170 },
    ]);
  });

  it("places the rest below what has a place, loops included", () => {
    const edges = [
      { from: "b", outlet: "next", to: "c" },
      { from: "c", outlet: "next", to: "b" },
    ];
    const nodes = [node("a", { x: 0, y: 500 }), node("b"), node("c")];
    const placed = placeNodes({ schemaVersion: 1, name: "Welcome", nodes, edges }).nodes;
    expect(placed[0]?.position).toEqual({ x: 0, y: 500 });
    expect(placed[1]?.position).toEqual({ x: 0, y: 670 });
    expect(placed[2]?.position).toEqual({ x: 340, y: 670 });
  });
});
