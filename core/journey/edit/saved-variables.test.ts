import { describe, expect, it } from "vitest";
import type { JourneyDocument } from "#core/journey/document.ts";
import { savedBefore } from "#core/journey/edit/saved-variables.ts";

const journey: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: ["start", "ask", "other", "end"].map((id) => ({ id, type: "ask", config: { saveAs: id } })),
  edges: [
    { from: "start", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "end" },
    { from: "ask", outlet: "timeout", to: "start" },
  ],
};

const savedBy = (node: { config: { saveAs?: unknown } }) => [String(node.config.saveAs)];

describe("variables saved before a node", () => {
  it("lists what the ways to the node save, and nothing from elsewhere", () => {
    expect(savedBefore(journey, "end", savedBy)).toEqual(["start", "ask"]);
    expect(savedBefore(journey, "other", savedBy)).toEqual([]);
  });

  it("finds its own way back through a loop", () => {
    expect(savedBefore(journey, "start", savedBy)).toEqual(["start", "ask"]);
  });
});
