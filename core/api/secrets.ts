import { z } from "zod";
import { idSchema, timeSchema } from "#core/api/fields.ts";
import { keySchema } from "#core/journey/names.ts";

/** Something that journeys may use by its key and that never comes back out. */
export const secretSchema = z
  .strictObject({ id: idSchema, key: z.string(), createdAt: timeSchema, updatedAt: timeSchema })
  .meta({ id: "Secret" });

const valueSchema = z.string().min(1).max(10_000);

export const createSecretSchema = z.strictObject({ key: keySchema, value: valueSchema });

/** The key stays: journeys mean the secret by it. */
export const patchSecretSchema = z.strictObject({ value: valueSchema });

export type Secret = z.output<typeof secretSchema>;
