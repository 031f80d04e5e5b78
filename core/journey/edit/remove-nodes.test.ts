import { describe, expect, it } from "vitest";
import { removeNodes } from "#core/journey/edit/remove-nodes.ts";

const outletsOf = () => ["next", "failed"];

function journey(...edges: [string, string, string][]) {
  const ids = new Set(edges.flatMap(([from, , to]) => [from, to]));
  return {
    schemaVersion: 1 as const,
    name: "Welcome",
    nodes: [...ids].map((id) => ({ id, type: "send", config: {} })),
    edges: edges.map(([from, outlet, to]) => ({ from, outlet, to })),
  };
}

describe("removing nodes", () => {
  it("joins what led to the node with what came after", () => {
    const after = removeNodes(journey(["a", "next", "b"], ["b", "next", "c"]), new Set(["b"]), outletsOf);
    expect(after.nodes.map((node) => node.id)).toEqual(["a", "c"]);
    expect(after.edges).toEqual([{ from: "a", outlet: "next", to: "c" }]);
  });

  it("joins over several removed nodes in a row", () => {
    const chain = journey(["a", "next", "b"], ["b", "next", "c"], ["c", "next", "d"]);
    expect(removeNodes(chain, new Set(["b", "c"]), outletsOf).edges).toEqual([
      { from: "a", outlet: "next", to: "d" },
    ]);
  });

  it("follows the first outlet that is connected", () => {
    const forked = journey(["a", "next", "b"], ["b", "failed", "d"], ["b", "next", "c"]);
    expect(removeNodes(forked, new Set(["b"]), outletsOf).edges).toEqual([
      { from: "a", outlet: "next", to: "c" },
    ]);
  });

  it("never joins a node to itself, nor hangs in a loop", () => {
    const loop = journey(["a", "next", "b"], ["b", "next", "a"], ["a", "failed", "c"], ["c", "next", "c"]);
    expect(removeNodes(loop, new Set(["b", "c"]), outletsOf).edges).toEqual([]);
  });

  it("returns the same document when there is nothing to remove", () => {
    const document = journey(["a", "next", "b"]);
    expect(removeNodes(document, new Set(["z"]), outletsOf)).toBe(document);
  });
});
