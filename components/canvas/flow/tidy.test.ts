import { describe, expect, it } from "vitest";
import { tidyDocument } from "#components/canvas/flow/tidy.ts";
import type { JourneyDocument } from "#core/journey/document.ts";

const journey: JourneyDocument = {
  schemaVersion: 1,
  name: "Welcome",
  nodes: ["start", "fork", "upper", "lower"].map((id) => ({ id, type: "branch", config: {} })),
  edges: [
    { from: "start", outlet: "first", to: "fork" },
    { from: "fork", outlet: "first", to: "upper" },
    { from: "fork", outlet: "second", to: "lower" },
    { from: "fork", outlet: "gone", to: "nobody" },
  ],
};

describe("tidying", () => {
  it("sets steps from left to right and ways out from top to bottom, without overlaps", async () => {
    const size = { width: 240, height: 120 };
    const tidy = await tidyDocument(
      journey,
      () => size,
      () => ["first", "second"],
    );
    const at = (id: string) => tidy.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 };
    expect(at("fork").x).toBeGreaterThanOrEqual(at("start").x + size.width);
    expect(at("upper").x).toBeGreaterThanOrEqual(at("fork").x + size.width);
    expect(at("lower").y).toBeGreaterThanOrEqual(at("upper").y + size.height);
  });
});
