import { describe, expect, it } from "vitest";
import { paletteEntries, searchEntries } from "#components/canvas/palette/palette-entries.ts";
import { NODE_TYPES } from "#nodes/definitions.ts";

const activity = {
  name: "check_order",
  title: "Check an order",
  description: "Asks the shop where an order is.",
  inputSchema: {},
  outputSchema: {},
};

describe("the palette", () => {
  it("offers every node type", () => {
    expect(paletteEntries({}).map((entry) => entry.type)).toEqual(NODE_TYPES);
  });

  it("offers each custom activity by its own name instead of the plain node", () => {
    const entries = paletteEntries({ check_order: activity });
    expect(entries.filter((entry) => entry.type === "custom")).toEqual([
      expect.objectContaining({ title: "Check an order", config: { activity: "check_order" } }),
    ]);
  });

  it("finds entries by words of their title, description or family", () => {
    const entries = paletteEntries({ check_order: activity });
    expect(searchEntries(entries, "shop order").map((entry) => entry.id)).toEqual(["custom:check_order"]);
    expect(searchEntries(entries, "trigger").map((entry) => entry.type)).toContain("trigger.event");
    expect(searchEntries(entries, "")).toHaveLength(entries.length);
    expect(searchEntries(entries, "zzz")).toEqual([]);
  });
});
