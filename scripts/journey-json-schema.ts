import { z } from "zod";
import { CONDITION_OPERATORS } from "#core/conditions/operators.ts";
import { journeyDocumentSchema, journeyNodeSchema } from "#core/journey/document.ts";
import type { FieldHints } from "#core/journey/field-hints.ts";
import { journeySettingsSchema } from "#core/journey/settings.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

type JsonSchema = Record<string, unknown>;

/** Hints for the inspector's forms; an editor of documents has no use for them. */
const FORM_HINTS: (keyof FieldHints)[] = [
  "widget",
  "placeholder",
  "advanced",
  "exclusive",
  "showWhen",
  "labels",
];

const CONDITION: JsonSchema = {
  description: "One form for branches, audiences, routing rules, SLA policies, exit rules and triggers.",
  oneOf: [
    groupSchema("all", { type: "array", items: { $ref: "#/$defs/Condition" } }),
    groupSchema("any", { type: "array", items: { $ref: "#/$defs/Condition" } }),
    groupSchema("not", { $ref: "#/$defs/Condition" }),
    {
      type: "object",
      properties: {
        field: { type: "string", minLength: 1 },
        op: { enum: [...CONDITION_OPERATORS] },
        value: {},
        within: { type: "string", description: "An ISO 8601 duration." },
      },
      required: ["field", "op"],
      additionalProperties: false,
    },
  ],
};

function groupSchema(name: string, content: JsonSchema): JsonSchema {
  return { type: "object", properties: { [name]: content }, required: [name], additionalProperties: false };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override({ jsonSchema }) {
      const found = jsonSchema as JsonSchema;
      if (found.widget === "condition") found.$ref = "#/$defs/Condition";
      for (const hint of FORM_HINTS) delete found[hint];
    },
  });
  return json;
}

/** A node as JSON Schema: its type decides which config fits. */
function nodeSchema(): JsonSchema {
  const { properties, ...node } = toJsonSchema(journeyNodeSchema) as JsonSchema & { properties: JsonSchema };
  const types = Object.values(nodeDefinitions);
  return {
    ...node,
    properties: { ...properties, type: { enum: types.map(({ type }) => type) }, config: { type: "object" } },
    allOf: types.map(({ type }) => ({
      if: { properties: { type: { const: type } }, required: ["type"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { properties: { config: { $ref: `#/$defs/config.${type}` } } },
    })),
  };
}

/** The JSON Schema (2020-12) of a journey document with the config of every node type. */
export function journeyJsonSchema(): JsonSchema {
  const { properties, ...document } = toJsonSchema(journeyDocumentSchema) as JsonSchema & {
    properties: JsonSchema;
  };
  const configs = Object.values(nodeDefinitions).map(({ type, title, description, config }) => [
    `config.${type}`,
    { title, description, ...toJsonSchema(config) },
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Throughline journey",
    ...document,
    properties: {
      ...properties,
      nodes: { ...(properties.nodes as JsonSchema), items: { $ref: "#/$defs/Node" } },
      settings: { $ref: "#/$defs/Settings" },
    },
    $defs: {
      Node: nodeSchema(),
      Settings: toJsonSchema(journeySettingsSchema),
      Condition: CONDITION,
      ...Object.fromEntries(configs),
    },
  };
}

/** The file's text. */
export function journeyJsonSchemaText(): string {
  return `${JSON.stringify(journeyJsonSchema(), null, 2)}\n`;
}
