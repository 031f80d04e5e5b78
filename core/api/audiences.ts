import { z } from "zod";
import { idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { pageQuerySchema } from "#core/api/page.ts";
import { audienceConditionSchema } from "#core/audiences/audience-condition.ts";
import { keySchema } from "#core/journey/names.ts";

// A saved condition over contacts, by whose key journeys and campaigns mean everybody who fulfils it.

const descriptionSchema = z.string().trim().max(1000).nullable();

export const audienceSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    condition: z.unknown().meta({ description: "A condition over contact.*, consent.* and events.*.count" }),
    /** How many it was when it was last counted. */
    size: z.int().nullable(),
    countedAt: timeSchema.nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Audience" });

export const audiencesQuerySchema = pageQuerySchema.extend({ key: keySchema.optional() });

export const createAudienceSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  description: descriptionSchema.optional(),
  condition: audienceConditionSchema,
});

/** The key stays: journeys and campaigns mean the audience by it. */
export const patchAudienceSchema = createAudienceSchema.omit({ key: true }).partial();

export const audiencePreviewQuerySchema = z.object({
  /** How many members to show. */
  sample: z.coerce.number().int().min(0).max(50).default(10),
});

/** A condition that is not saved, to be tried. */
export const tryConditionSchema = z.strictObject({ condition: audienceConditionSchema });

export const audiencePreviewSchema = z
  .strictObject({
    count: z.int(),
    /** False where counting stopped early: there are at least so many. */
    isComplete: z.boolean(),
    sample: z.array(z.strictObject({ id: idSchema, name: z.string().nullable() })),
  })
  .meta({ id: "AudiencePreview" });

export type Audience = z.output<typeof audienceSchema>;
export type AudiencePreview = z.output<typeof audiencePreviewSchema>;
