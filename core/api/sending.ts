import { z } from "zod";
import { idSchema, timeSchema } from "#core/api/fields.ts";
import { breakerSchema } from "#core/sending/circuit-breaker.ts";

/** What is halted now, and when the circuit breaker would halt a journey. */
export const sendingSchema = z
  .strictObject({
    /** Of the workspace; null while it may send. */
    haltedAt: timeSchema.nullable(),
    journeys: z.array(
      z.strictObject({
        id: idSchema,
        key: z.string(),
        name: z.string(),
        haltedAt: timeSchema,
        /** By the circuit breaker, or by a person or program. */
        by: z.enum(["breaker", "halt"]),
        reason: z.string().nullable(),
      }),
    ),
    /** Runs whose message waits until sending is resumed. */
    held: z.int(),
    breaker: breakerSchema,
  })
  .meta({ id: "Sending" });

export const haltSchema = z.strictObject({
  /** A journey's id or key; absent for the whole workspace. */
  journey: z.string().min(1).max(100).optional(),
  reason: z.string().max(500).optional(),
});

export const resumeSendingSchema = z.strictObject({
  /** A journey's id or key; absent for the whole workspace. */
  journey: z.string().min(1).max(100).optional(),
});

export type Sending = z.output<typeof sendingSchema>;
