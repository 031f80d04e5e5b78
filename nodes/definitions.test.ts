import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { NODE_TYPES, nodeDefinitions } from "#nodes/definitions.ts";
import { nodeSteps } from "#nodes/steps.ts";

const ODD_CONFIGS: unknown[] = [
  {},
  { cases: "x", changes: 5, channels: null, for: 7, text: { default: 3 }, template: "a", untilField: [] },
  { cases: [null, { outlet: 1 }, { outlet: "a", when: 5 }], changes: [null, { path: 3 }], keywords: [{}] },
];

describe.each(NODE_TYPES)("the node %s", (type) => {
  const definition: NodeDefinition = nodeDefinitions[type];

  it("is listed under its own type, with all that the palette shows", () => {
    expect(definition.type).toBe(type);
    expect(definition.title).toMatch(/^[A-Z].+/);
    expect(definition.description).toMatch(/\.$/);
    expect(definition.icon).toMatch(/^[a-z0-9-]+$/);
  });

  it("has a step", () => {
    expect(typeof nodeSteps[type].enter).toBe("function");
  });

  it("tells its ways out and its sentence whatever its config is", () => {
    for (const config of [definition.defaults, ...ODD_CONFIGS]) {
      const outlets = definition.outlets(config as object);
      expect(new Set(outlets.map(({ id }) => id)).size).toBe(outlets.length);
      for (const { id, label } of outlets) expect([id, label]).not.toContain("");
      expect(definition.summary(config as object)).toMatch(/^[A-Z]/);
    }
  });

  it("names every setting for the form, and can be written as JSON Schema", () => {
    const { properties = {}, additionalProperties } = z.toJSONSchema(definition.config, { io: "input" });
    expect(additionalProperties).toBe(false);
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({ title: expect.any(String) });
    }
  });

  it("starts with defaults that are right as far as they go", () => {
    const parsed = definition.config.safeParse(definition.defaults);
    const codes = parsed.success
      ? []
      : parsed.error.issues.filter(({ code }) => code === "unrecognized_keys");
    expect(codes).toEqual([]);
  });
});
