import { describe, expect, it } from "vitest";
import { placesOf, totalOf } from "#components/canvas/publish/publish-preview.ts";
import type { PublishPreview, WaitingPlace } from "#core/api/journeys.ts";

const place = (version: number, nodeId: string, count: number, fate: WaitingPlace["fate"]): WaitingPlace => ({
  version,
  nodeId,
  label: null,
  type: "wait",
  count,
  fate,
  changed: false,
  toNodeId: fate === "none" ? null : nodeId,
});

describe("where runs stand", () => {
  it("is one line for a step of several versions, the most first, and unsaid where one of them is", () => {
    const preview: PublishPreview = {
      problems: [],
      migrationProblems: [],
      targets: [],
      waiting: [place(2, "wait", 3, "keep"), place(1, "ask", 4, "keep"), place(1, "wait", 2, "none")],
    };
    const places = placesOf(preview);
    expect(places.map(({ nodeId, count, fate }) => [nodeId, count, fate])).toEqual([
      ["wait", 5, "none"],
      ["ask", 4, "keep"],
    ]);
    expect(totalOf(places)).toBe(9);
  });
});
