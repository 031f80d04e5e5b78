import { z } from "zod";
import { jsonSchema } from "#core/bounded-json.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { HTTP_METHODS } from "#core/journey/effect.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema, variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition, TemplateUse } from "#core/journey/node-definition.ts";
import { secretsIn, withoutSecrets } from "#core/journey/secret-marks.ts";
import { type LocalizedText, listTemplates, localizedTextSchema } from "#core/templates/localized-text.ts";
import { listValueTemplates } from "#core/templates/value-templates.ts";

/** RFC 9110's token; what the call itself sets is not the author's. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "Write a header’s name such as X-Api-Version")
  .refine((name) => !/^(host|content-length|transfer-encoding|connection|idempotency-key)$/i.test(name), {
    message: "This header is set by Throughline",
  });

export const httpConfigSchema = z
  .strictObject({
    method: field(z.enum(HTTP_METHODS), {
      title: "Method",
      labels: Object.fromEntries(HTTP_METHODS.map((method) => [method, method])),
    }),
    url: field(localizedTextSchema, {
      title: "Address",
      description: "Liquid. Not a private address: the service must be reachable from the internet.",
      widget: "template",
      placeholder: "https://api.example.com/orders/{{ vars.order | url_encode }}",
    }),
    headers: field(z.record(headerName, z.string().max(8_000)).optional(), {
      title: "Headers",
      description: "Texts may be Liquid; a secret stands as {{ secrets.key }}.",
      widget: "values",
      advanced: true,
    }),
    body: field(jsonSchema.optional(), {
      title: "Body",
      description: "JSON whose texts may be Liquid, or a text.",
      widget: "json",
    }),
    secrets: field(z.array(keySchema).max(20).optional(), {
      title: "Secrets used",
      widget: "references:secret",
      advanced: true,
    }),
    saveAs: field(variableNameSchema.optional(), {
      title: "Save the answer as",
      widget: "variableName",
    }),
    timeout: field(durationSchema.default("PT10S"), {
      title: "Give up after",
      widget: "duration",
      advanced: true,
    }),
  })
  .superRefine((config, context) => {
    if (config.body !== undefined && (config.method === "GET" || config.method === "HEAD")) {
      context.addIssue({ code: "custom", path: ["body"], message: `${config.method} has no body` });
    }
    for (const { path, text } of textsOf(config)) {
      for (const key of listTemplates(text).flatMap(({ template }) => secretsIn(template))) {
        if (config.secrets?.includes(key)) continue;
        const message = `Add “${key}” to the secrets used, so that this node may read it`;
        context.addIssue({ code: "custom", path: path.split("."), message });
      }
    }
  });

export type HttpConfig = z.output<typeof httpConfigSchema>;

export const httpDefinition: NodeDefinition<typeof httpConfigSchema> = {
  type: "http",
  family: "data",
  title: "HTTP request",
  description: "Calls a service on the internet.",
  icon: "globe",
  config: httpConfigSchema,
  defaults: { method: "GET" },
  outlets: () => [
    { id: "success", label: "Success" },
    { id: "failed", label: "Failed" },
  ],
  summary: ({ method, url }) => {
    const address = excerpt(url);
    return address === "" ? "Call a service" : `${String(method ?? "Call")} ${address}`;
  },
  saves: ({ saveAs }) => (saveAs === undefined ? [] : [saveAs]),
  templates: (config) =>
    textsOf(config).map(({ path, text }) => ({
      path,
      text:
        typeof text === "string"
          ? withoutSecrets(text)
          : (Object.fromEntries(
              listTemplates(text).map(({ path: language, template }) => [language, withoutSecrets(template)]),
            ) as LocalizedText),
    })),
  references: ({ secrets }) =>
    (secrets ?? []).map((key, index) => ({ path: `secrets.${index}`, kind: "secret" as const, key })),
};

function textsOf({ url, headers, body }: Pick<HttpConfig, "url" | "headers" | "body">): TemplateUse[] {
  return [
    { path: "url", text: url },
    ...listValueTemplates(headers, "headers"),
    ...listValueTemplates(body, "body"),
  ];
}
