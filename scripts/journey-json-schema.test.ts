import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NODE_TYPES } from "#nodes/definitions.ts";
import { journeyJsonSchema, journeyJsonSchemaText } from "#scripts/journey-json-schema.ts";

const stored = () => readFileSync(new URL("../public/schemas/journey.json", import.meta.url), "utf8");

describe("the JSON Schema of journeys", () => {
  it("is what npm run generate would write now", () => {
    expect(stored()).toBe(journeyJsonSchemaText());
  });

  it("holds the config of every node type, and no hints for forms", () => {
    const { $defs } = journeyJsonSchema() as { $defs: Record<string, unknown> };
    for (const type of NODE_TYPES) expect($defs[`config.${type}`]).toMatchObject({ type: "object" });
    expect(stored()).not.toMatch(/"(widget|showWhen|exclusive|advanced)":/);
  });

  it("refers to one form of condition", () => {
    expect(stored()).toContain('"$ref": "#/$defs/Condition"');
  });
});
