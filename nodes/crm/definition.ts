import { z } from "zod";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema, variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { listValueTemplates } from "#core/templates/value-templates.ts";

const fieldName = z.string().trim().min(1).max(200);

export const crmConfigSchema = z
  .strictObject({
    connection: field(keySchema, { title: "Connection", widget: "reference:connection" }),
    action: field(z.enum(["upsert", "log", "read"]), {
      title: "What to do",
      labels: { upsert: "Create or update", log: "Log an activity", read: "Read" },
    }),
    object: field(fieldName, {
      title: "Object",
      description: "The CRM’s own word for it.",
      placeholder: "Lead",
    }),
    fields: field(z.union([jsonObjectSchema, z.array(fieldName).max(200)]).prefault({}), {
      title: "Fields",
      description:
        "Values by the CRM’s names; texts may be Liquid. To read: a list of the fields wanted, or values to look it up by.",
      widget: "json",
    }),
    saveAs: field(variableNameSchema.optional(), {
      title: "Save the answer as",
      description: "What was read; else the record’s id.",
      widget: "variableName",
    }),
  })
  .superRefine(({ action, fields }, context) => {
    if (!Array.isArray(fields) || action === "read") return;
    const message = 'Write values by the CRM’s names, such as {"Plan": "{{ contact.attributes.plan }}"}';
    context.addIssue({ code: "custom", path: ["fields"], message });
  });

export type CrmConfig = z.output<typeof crmConfigSchema>;

const VERBS: Record<string, string> = { upsert: "Create or update", log: "Log", read: "Read" };

export const crmDefinition: NodeDefinition<typeof crmConfigSchema> = {
  type: "crm",
  family: "data",
  title: "CRM",
  description: "Reads and writes records of your CRM.",
  icon: "database-zap",
  config: crmConfigSchema,
  defaults: { action: "upsert" },
  outlets: () => [
    { id: "next", label: "Next" },
    { id: "failed", label: "Failed" },
  ],
  summary: ({ action, object }) => {
    const verb = VERBS[String(action)] ?? "Use";
    const name = excerpt(object);
    return name === "" ? `${verb} a record of the CRM` : `${verb} ${name}`;
  },
  saves: ({ saveAs }) => (saveAs === undefined ? [] : [saveAs]),
  templates: ({ fields }) => listValueTemplates(fields, "fields"),
  references: ({ connection }) => [{ path: "connection", kind: "connection" as const, key: connection }],
};
