import { describe, expect, it } from "vitest";
import { extractSchemaSchema } from "#core/journey/extract-schema.ts";

const object = (properties: Record<string, unknown>, rest = {}) => ({ type: "object", properties, ...rest });
const faultOf = (schema: unknown) => extractSchemaSchema.safeParse(schema).error?.issues[0]?.path.join(".");

describe("the schema of what is extracted", () => {
  it("may have nested objects, lists, choices and formats", () => {
    const schema = object(
      {
        date: { type: "string", format: "date", description: "Of the visit" },
        size: { type: "string", enum: ["s", "m"] },
        items: { type: "array", items: object({ name: { type: "string" }, count: { type: "integer" } }) },
      },
      { required: ["date"], additionalProperties: false },
    );
    expect(extractSchemaSchema.safeParse(schema).success).toBe(true);
  });

  it.each([
    ["a text", ""],
    [{ type: "array", items: { type: "string" } }, ""],
    [object({}), "properties"],
    [object({ a: { type: "string", pattern: "(a+)+" } }), "properties.a.pattern"],
    [object({ a: { $ref: "#" } }), "properties.a.type"],
    [object({ a: { type: "string", format: "regex" } }), "properties.a.format"],
    [object({ a: { type: "array" } }), "properties.a.items"],
    [object({ a: { type: "string" } }, { required: ["b"] }), "required"],
    [
      object({
        a: object({ b: { type: "string" } }, { additionalProperties: { type: "string", pattern: "(a+)+" } }),
      }),
      "properties.a.additionalProperties",
    ],
  ])("refuses %j and says where", (schema, path) => {
    expect(faultOf(schema)).toBe(path);
  });

  it("refuses what is nested too deep", () => {
    let schema: unknown = { type: "string" };
    for (let level = 0; level < 6; level += 1) schema = object({ a: schema });
    expect(extractSchemaSchema.safeParse(schema).success).toBe(false);
  });
});
