import { describe, expect, it } from "vitest";
import { addNode, insertOnEdge } from "#core/journey/edit/add-node.ts";

const edge = { from: "start", outlet: "next", to: "send" };
const journey = {
  schemaVersion: 1 as const,
  name: "Welcome",
  nodes: [
    { id: "start", type: "trigger.message", config: {} },
    { id: "send", type: "send", config: {} },
  ],
  edges: [edge],
};
const at = { x: 10, y: 20 };

describe("adding a node", () => {
  it("names it after its type with the first free number", () => {
    expect(addNode(journey, { type: "send", config: {}, position: at }).nodeId).toBe("send_2");
    expect(addNode(journey, { type: "trigger.event", config: {}, position: at }).nodeId).toBe("event");
  });

  it("connects it from the outlet it was drawn from", () => {
    const added = addNode(
      journey,
      { type: "wait", config: {}, position: at },
      { from: "send", outlet: "next" },
    );
    expect(added.document.edges).toContainEqual({ from: "send", outlet: "next", to: "wait" });
  });

  it("puts a node between the two ends of an edge", () => {
    const { document, nodeId } = addNode(journey, { type: "wait", config: {}, position: at });
    expect(insertOnEdge(document, edge, nodeId, "next").edges).toEqual([
      { from: "start", outlet: "next", to: "wait" },
      { from: "wait", outlet: "next", to: "send" },
    ]);
  });

  it("ends the path at a node without outlets", () => {
    const { document, nodeId } = addNode(journey, { type: "exit", config: {}, position: at });
    expect(insertOnEdge(document, edge, nodeId, undefined).edges).toEqual([
      { from: "start", outlet: "next", to: "exit" },
    ]);
  });

  it("keeps the way on that an inserted node already has", () => {
    const wired = {
      ...journey,
      nodes: [...journey.nodes, { id: "wait", type: "wait", config: {} }],
      edges: [edge, { from: "wait", outlet: "next", to: "start" }],
    };
    expect(insertOnEdge(wired, edge, "wait", "next").edges).toEqual([
      { from: "wait", outlet: "next", to: "start" },
      { from: "start", outlet: "next", to: "wait" },
    ]);
  });
});
