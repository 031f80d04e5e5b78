import { z } from "zod";
import { eventContactSchema } from "#core/api/events.ts";
import { idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { formFieldSchema, formFieldsSchema } from "#core/forms/form-fields.ts";

/** What people fill in on a website. */
export const formSchema = z
  .strictObject({
    id: idSchema,
    /** Its key: journeys name the form by it, and it is part of the address. */
    slug: z.string(),
    name: z.string(),
    fields: z.array(formFieldSchema),
    /** Anybody may submit it without a key, as from a page of the website. */
    isOpen: z.boolean(),
    submissionUrl: z.string(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Form" });

export const createFormSchema = z.strictObject({
  slug: optionalKeySchema,
  name: nameSchema,
  fields: formFieldsSchema,
  isOpen: z.boolean().default(false),
});

/** The slug stays: pages and journeys mean the form by it. */
export const patchFormSchema = z.strictObject({
  name: nameSchema.optional(),
  fields: formFieldsSchema.optional(),
  isOpen: z.boolean().optional(),
});

export const submissionSchema = z.strictObject({
  /** What was filled in, by the fields' keys. */
  fields: jsonObjectSchema,
  /** With a key only: who it was, where the fields do not say. */
  contact: eventContactSchema.optional(),
  /** The same one again is the same submission. */
  idempotencyKey: z.string().min(1).max(100).optional(),
});

export type Form = z.output<typeof formSchema>;
