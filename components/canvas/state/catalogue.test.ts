import { describe, expect, it } from "vitest";
import { formFieldsOf, makeCatalogue } from "#components/canvas/state/catalogue.ts";
import { NODE_TYPES, nodeDefinitions } from "#nodes/definitions.ts";

const activity = {
  name: "check_order",
  title: "Check an order",
  description: "Asks the shop where an order is.",
  inputSchema: { type: "object" },
  outputSchema: { type: "object" },
  outlets: [{ id: "found", label: "Found" }],
};

/** Bodies and schemas, which people write as JSON anywhere else too. */
const isJsonByNature = new Set(["ai.extract.schema", "crm.fields", "http.body"]);

describe("the catalogue of nodes", () => {
  it("makes a form from every node's schema, without a field left to plain JSON", () => {
    for (const type of NODE_TYPES) {
      const fields = formFieldsOf(nodeDefinitions[type]);
      expect(fields.length, type).toBeGreaterThan(0);
      for (const { name, control } of fields) {
        if (!isJsonByNature.has(`${type}.${name}`)) expect(control.kind, `${type}.${name}`).not.toBe("json");
      }
    }
  });

  it("takes a custom activity's title and outlets from its declaration", () => {
    const catalogue = makeCatalogue({ check_order: activity });
    const node = { id: "check", type: "custom", config: { activity: "check_order" } };
    expect(catalogue.titleOf(node)).toBe("Check an order");
    expect(catalogue.outletsOf(node)).toEqual([{ id: "found", label: "Found" }]);
  });

  it("shows a node of an unknown type instead of falling over it", () => {
    const catalogue = makeCatalogue({});
    const node = { id: "x", type: "teleport", config: {} };
    expect(catalogue.titleOf(node)).toBe("teleport");
    expect(catalogue.outletsOf(node)).toEqual([]);
    expect(catalogue.summaryOf(node)).toContain("teleport");
  });

  it("names what a node saves once its config is valid", () => {
    const { savedBy } = makeCatalogue({});
    expect(savedBy({ id: "ask", type: "ask", config: { text: "When?", saveAs: "slot" } })).toEqual(["slot"]);
    expect(savedBy({ id: "ask", type: "ask", config: {} })).toEqual([]);
  });
});
