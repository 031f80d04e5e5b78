import { z } from "zod";
import { sentimentSchema } from "#core/api/fields.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { REFERENCE_KINDS, type ReferenceKind } from "#core/journey/reference-kinds.ts";

export const referenceSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  /** What tells it apart in a list: the channel, the role. */
  detail: z.string().optional(),
});

/** Everything a journey's config can name, by kind: for pickers and for `unknown_reference`. */
export const referencesSchema = z
  .strictObject(
    Object.fromEntries(REFERENCE_KINDS.map((kind) => [kind, z.array(referenceSchema)])) as Record<
      ReferenceKind,
      z.ZodArray<typeof referenceSchema>
    >,
  )
  .meta({ id: "References" });

export const customActivitySchema = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    icon: z.string().optional(),
    inputSchema: jsonObjectSchema,
    outputSchema: jsonObjectSchema,
    outlets: z.array(z.strictObject({ id: z.string(), label: z.string() })).optional(),
    timeout: z.string().optional(),
  })
  .meta({ id: "CustomActivity" });

export const analyzeSchema = z.strictObject({ text: z.string().min(1).max(20_000) });
export const analysisSchema = z
  .strictObject({
    sentiment: sentimentSchema,
    intent: z.strictObject({ key: z.string(), confidence: z.number() }).nullable(),
    language: z.string().nullable(),
  })
  .meta({ id: "Analysis" });

export const healthSchema = z
  .strictObject({
    status: z.enum(["ok", "down"]),
    postgres: z.enum(["ok", "down"]),
    temporal: z.enum(["ok", "down"]),
    worker: z.enum(["ok", "down"]),
    version: z.string(),
  })
  .meta({ id: "Health" });

export type References = z.output<typeof referencesSchema>;
export type Reference = z.output<typeof referenceSchema>;
export type Analysis = z.output<typeof analysisSchema>;
export type Health = z.output<typeof healthSchema>;
