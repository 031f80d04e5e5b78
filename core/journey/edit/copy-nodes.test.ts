import { describe, expect, it } from "vitest";
import { copyNodes, pasteNodes } from "#core/journey/edit/copy-nodes.ts";

const journey = {
  schemaVersion: 1 as const,
  name: "Welcome",
  nodes: ["start", "send", "send_2"].map((id, row) => ({
    id,
    type: "send",
    config: { row },
    position: { x: 0, y: row * 100 },
  })),
  edges: [
    { from: "start", outlet: "next", to: "send" },
    { from: "send", outlet: "next", to: "send_2" },
  ],
};

describe("copying nodes", () => {
  it("takes only the edges among the chosen nodes along", () => {
    expect(copyNodes(journey, new Set(["send", "send_2"])).edges).toEqual([journey.edges[1]]);
  });

  it("pastes under fresh ids beside the originals and keeps the inner edges", () => {
    const clip = copyNodes(journey, new Set(["send", "send_2"]));
    const pasted = pasteNodes(journey, clip, { x: 40, y: 40 });
    expect(pasted.nodeIds).toEqual(["send_3", "send_4"]);
    expect(pasted.document.nodes.at(-1)).toMatchObject({ config: { row: 2 }, position: { x: 40, y: 240 } });
    expect(pasted.document.edges.at(-1)).toEqual({ from: "send_3", outlet: "next", to: "send_4" });
  });

  it("pastes into another journey", () => {
    const clip = copyNodes(journey, new Set(["send"]));
    const pasted = pasteNodes({ schemaVersion: 1, name: "Other", nodes: [], edges: [] }, clip, {
      x: 0,
      y: 0,
    });
    expect(pasted.nodeIds).toEqual(["send"]);
  });
});
