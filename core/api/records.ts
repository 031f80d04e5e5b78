import { z } from "zod";
import { idSchema, timeSchema, zoneSchema } from "#core/api/fields.ts";
import { listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { keySchema } from "#core/journey/names.ts";

// A thing of a contact's that has dates and that journeys follow: an appointment, an application.

const statusSchema = z.enum(["active", "completed", "cancelled"]);
const sourceSchema = z.string().trim().max(100);
const externalIdSchema = z.string().trim().min(1).max(200);

export const recordSchema = z
  .strictObject({
    id: idSchema,
    contactId: idSchema,
    type: z.string(),
    title: z.string().nullable(),
    status: statusSchema,
    startsAt: timeSchema.nullable(),
    endsAt: timeSchema.nullable(),
    timezone: z.string().nullable(),
    data: jsonObjectSchema,
    source: z.string(),
    externalId: z.string().nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Record" });

export const recordsQuerySchema = pageQuerySchema.extend({
  contact: idSchema.optional(),
  type: keySchema.optional(),
  status: listOf(statusSchema).optional(),
  externalId: externalIdSchema.optional(),
});

const fields = {
  title: z.string().trim().min(1).max(500).nullable().optional(),
  status: statusSchema.optional(),
  startsAt: timeSchema.nullable().optional(),
  endsAt: timeSchema.nullable().optional(),
  timezone: zoneSchema.nullable().optional(),
  /** Merged into what is there; a null takes a field away. */
  data: jsonObjectSchema.optional(),
};

export const createRecordSchema = z.strictObject({
  contactId: idSchema,
  /** The workspace's own word for it, as journeys read it: `records.appointment.startsAt`. */
  type: keySchema,
  ...fields,
  /** Which system it comes from; with `externalId` it is the same thing there. */
  source: sourceSchema.optional(),
  externalId: externalIdSchema.optional(),
});

export const patchRecordSchema = z.strictObject(fields);

export type ContactRecord = z.output<typeof recordSchema>;
