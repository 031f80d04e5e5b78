import { z } from "zod";
import { credentialsSchema } from "#core/api/channels.ts";
import { httpUrlSchema, idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";

/** A CRM that journeys hear of and write to. Credentials never come back out. */
export const connectionSchema = z
  .strictObject({
    id: idSchema,
    provider: z.string(),
    key: z.string(),
    name: z.string(),
    config: jsonObjectSchema,
    /** Names of the credentials that are set. */
    credentials: z.array(z.string()),
    apiBaseUrl: z.string().nullable(),
    status: z.enum(["active", "paused", "failing"]),
    statusReason: z.string().nullable(),
    /** Where the CRM posts what changed; see docs/crm-webhook.md. */
    webhookUrl: z.string(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Connection" });

export const createConnectionSchema = z.strictObject({
  provider: z.string().trim().min(1).max(63).default("generic"),
  key: optionalKeySchema,
  name: nameSchema,
  config: jsonObjectSchema.default({}),
  credentials: credentialsSchema,
  apiBaseUrl: httpUrlSchema.nullable().optional(),
});

/** What is absent stays; credentials that are absent stay too. The key stays: journeys mean the connection by it. */
export const patchConnectionSchema = z.strictObject({
  name: nameSchema.optional(),
  config: jsonObjectSchema.optional(),
  credentials: credentialsSchema.optional(),
  apiBaseUrl: httpUrlSchema.nullable().optional(),
  status: z.enum(["active", "paused"]).optional(),
});

export type Connection = z.output<typeof connectionSchema>;
