import { z } from "zod";
import { createContactSchema, externalIdSchema } from "#core/api/contacts.ts";
import { channelSchema, emailSchema, idSchema, phoneSchema, timeSchema } from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";

/** Whom an event concerns: the first match wins, none makes a contact, conflicts become merge suggestions. */
export const eventContactSchema = z
  .strictObject({
    id: idSchema.optional(),
    externalId: externalIdSchema.optional(),
    email: emailSchema.optional(),
    phone: phoneSchema.optional(),
    attributes: jsonObjectSchema.optional(),
    firstName: createContactSchema.shape.firstName,
    lastName: createContactSchema.shape.lastName,
    name: createContactSchema.shape.name,
    locale: createContactSchema.shape.locale,
    timezone: createContactSchema.shape.timezone,
  })
  .refine((contact) => Boolean(contact.id ?? contact.externalId ?? contact.email ?? contact.phone), {
    error: "Name the contact by id, externalId, email or phone",
  });

export const reportEventSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  contact: eventContactSchema,
  properties: jsonObjectSchema.optional(),
  occurredAt: timeSchema.optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
});

export const eventAcceptedSchema = z.strictObject({ eventId: idSchema, contactId: idSchema.optional() });

/** One row of the append-only log. */
export const logEventSchema = z
  .strictObject({
    id: idSchema,
    /** Order of writing; resume a stream after it. */
    position: z.string(),
    type: z.string(),
    occurredAt: timeSchema,
    recordedAt: timeSchema,
    actor: z.strictObject({ kind: z.enum(["user", "apiKey", "system"]), id: idSchema.nullable() }).nullable(),
    conversationId: idSchema.nullable(),
    sessionId: idSchema.nullable(),
    messageId: idSchema.nullable(),
    contactId: idSchema.nullable(),
    userId: idSchema.nullable(),
    teamId: idSchema.nullable(),
    channel: channelSchema.nullable(),
    journeyId: idSchema.nullable(),
    runId: idSchema.nullable(),
    nodeId: z.string().nullable(),
    isTest: z.boolean(),
    data: jsonObjectSchema,
  })
  .meta({ id: "LogEvent" });

export const eventLogFilterSchema = z.object({
  type: listOf(z.string().max(100)).optional(),
  conversation: idSchema.optional(),
  contact: idSchema.optional(),
  run: idSchema.optional(),
  journey: idSchema.optional(),
  user: idSchema.optional(),
  team: idSchema.optional(),
  channel: channelSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  test: flagSchema.optional(),
});

/** Oldest first after `after`, else newest first. */
export const eventLogQuerySchema = pageQuerySchema.extend(eventLogFilterSchema.shape).extend({
  after: z
    .string()
    .regex(/^\d{1,18}$/, "A position is a whole number")
    .optional(),
});

export const eventStreamQuerySchema = eventLogFilterSchema.extend({
  after: z
    .string()
    .regex(/^\d{1,18}$/, "A position is a whole number")
    .optional(),
});

export type ReportEvent = z.input<typeof reportEventSchema>;
export type LogEvent = z.output<typeof logEventSchema>;
