import { describe, expect, it } from "vitest";
import { connectNodes, disconnectOutlet } from "#core/journey/edit/connect-nodes.ts";

const journey = {
  schemaVersion: 1 as const,
  name: "Welcome",
  nodes: ["start", "hello", "bye"].map((id) => ({ id, type: "send", config: {} })),
  edges: [{ from: "start", outlet: "next", to: "hello" }],
};

describe("connecting nodes", () => {
  it("moves the edge when an outlet is connected again", () => {
    const { edges } = connectNodes(journey, { from: "start", outlet: "next", to: "bye" });
    expect(edges).toEqual([{ from: "start", outlet: "next", to: "bye" }]);
  });

  it("changes nothing when the connection is there already", () => {
    expect(connectNodes(journey, { from: "start", outlet: "next", to: "hello" })).toBe(journey);
  });

  it("lets several outlets lead to one node", () => {
    expect(connectNodes(journey, { from: "bye", outlet: "failed", to: "hello" }).edges).toHaveLength(2);
  });

  it("disconnects one outlet and leaves an unconnected one alone", () => {
    expect(disconnectOutlet(journey, { from: "start", outlet: "next" }).edges).toEqual([]);
    expect(disconnectOutlet(journey, { from: "bye", outlet: "next" })).toBe(journey);
  });
});
