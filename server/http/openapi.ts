import { z } from "zod";
import { problemDetailsSchema } from "#core/api/problem-details.ts";
import { type Endpoint, isIdParameter, parametersOf } from "#server/http/endpoint.ts";

type JsonSchema = Record<string, unknown>;

/** OpenAPI 3.1 of every endpoint, from the schemas that check its requests and type its answers. */
export function openApiDocument(endpoints: readonly Endpoint[]): JsonSchema {
  const components: Record<string, JsonSchema> = {};
  const paths: Record<string, JsonSchema> = {};
  const problem = schemaOf(problemDetailsSchema, "output", components);
  for (const endpoint of endpoints) {
    const item = paths[endpoint.path] ?? {};
    item[endpoint.method] = operation(endpoint, components, problem);
    paths[endpoint.path] = item;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Throughline",
      version: "1",
      description:
        "Conversations, journeys and all around them. Errors are RFC 9457 problem+json. Lists page by cursor and limit. POSTs take an Idempotency-Key.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, made under Settings." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "throughline",
          description: "The studio's own session.",
        },
      },
    },
  };
}

function operation(
  endpoint: Endpoint,
  components: Record<string, JsonSchema>,
  problem: JsonSchema,
): JsonSchema {
  const status = String(endpoint.result ? (endpoint.status ?? 200) : 204);
  const success: JsonSchema = { description: "Done" };
  if (endpoint.result) {
    const schema = schemaOf(endpoint.result, "output", components);
    success.content = { "application/json": { schema } };
  }
  return {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.permission ? { "x-permission": endpoint.permission } : {}),
    // An empty one among them: without a key, too.
    ...(endpoint.visitor ? { security: [{}, { key: [] }, { session: [] }] } : {}),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint), ...headerParameters(endpoint)],
    ...(endpoint.body
      ? {
          requestBody: {
            required: !endpoint.bodyOptional,
            content: { "application/json": { schema: schemaOf(endpoint.body, "input", components) } },
          },
        }
      : {}),
    responses: {
      [status]: success,
      default: { description: "A problem", content: { "application/problem+json": { schema: problem } } },
    },
  };
}

function operationId({ method, path }: Endpoint): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters({ path }: Endpoint): JsonSchema[] {
  return parametersOf(path).map((name) => ({
    name,
    in: "path",
    required: true,
    schema: isIdParameter(name) ? { type: "string", format: "uuid" } : { type: "string" },
  }));
}

function queryParameters({ query }: Endpoint): JsonSchema[] {
  if (!query) return [];
  const schema = schemaOf(query, "input", {});
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: property,
  }));
}

function headerParameters({ method }: Endpoint): JsonSchema[] {
  if (method !== "post") return [];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[!-~]+$" },
      description: "The same key with the same request gets the first answer again.",
    },
  ];
}

/** JSON Schema of a zod schema; what has a name of its own goes among the components. */
function schemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  components: Record<string, JsonSchema>,
): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" }) as JsonSchema;
  const { $schema: _version, $defs, ...own } = made;
  const definitions = { ...(($defs ?? {}) as Record<string, JsonSchema>) };
  const rename = (name: string) => (io === "input" ? `${name}Input` : name);
  for (const [name, definition] of Object.entries(definitions)) {
    components[rename(name)] = renamed(definition, rename);
  }
  const id = typeof own.id === "string" ? own.id : undefined;
  if (!id) return renamed(own, rename);
  components[rename(id)] = renamed(own, rename);
  return { $ref: `#/components/schemas/${rename(id)}` };
}

function renamed(schema: JsonSchema, rename: (name: string) => string): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === "$ref" && typeof value === "string"
      ? value.replace(/^#\/\$defs\/(.+)$/, (_all, name: string) => `#/components/schemas/${rename(name)}`)
      : value,
  );
  const { id: _id, ...rest } = JSON.parse(text) as JsonSchema;
  return rest;
}
