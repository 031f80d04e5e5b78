import { z } from "zod";
import { externalIdSchema } from "#core/api/contacts.ts";
import { emailSchema, idSchema, nameSchema, phoneSchema, timeSchema } from "#core/api/fields.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import type { JsonObject } from "#core/json.ts";

const word = z.string().trim().min(1).max(200);

/** What a CRM posts to /api/webhooks/crm/{connectionId} when a record of its own changed. */
export const crmWebhookSchema = z.strictObject({
  /** Its own word for the kind of thing: "Lead". */
  object: word,
  change: z.enum(["created", "updated", "deleted"]),
  /** Its id of the record. */
  id: z.union([z.string().min(1).max(500), z.number()]).transform(String),
  /** Names of the fields that changed; left out, those of `record`. */
  fields: z.array(word).max(500).optional(),
  /** The record as it is now. */
  record: jsonObjectSchema.optional(),
  /** Whom it is about: found as for POST /events, or made. */
  contact: z
    .strictObject({
      id: idSchema.optional(),
      externalId: externalIdSchema.optional(),
      email: emailSchema.optional(),
      phone: phoneSchema.optional(),
      firstName: nameSchema.optional(),
      lastName: nameSchema.optional(),
      name: nameSchema.optional(),
      attributes: jsonObjectSchema.optional(),
    })
    .optional(),
  occurredAt: timeSchema.optional(),
});

export type CrmWebhook = z.output<typeof crmWebhookSchema>;

/** A change as journeys see it: `event.properties` of the run that it starts. */
export interface CrmChange {
  connection: string;
  object: string;
  change: "created" | "updated" | "deleted";
  id: string;
  /** Names of what changed. */
  fields: string[];
  record: JsonObject;
}

export function crmChangeOf(connection: string, told: CrmWebhook): CrmChange {
  const record = told.record ?? {};
  const fields = told.fields ?? Object.keys(record);
  return { connection, object: told.object, change: told.change, id: told.id, fields, record };
}
