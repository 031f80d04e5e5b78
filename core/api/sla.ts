import { z } from "zod";
import { idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { conditionSchema } from "#core/conditions/condition.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { keySchema } from "#core/journey/names.ts";
import { SLA_TARGETS } from "#core/sla/follow-conversation.ts";

/** ISO 8601 durations of the policy's business time, and the share of each after which it is warned. */
export const slaTargetsSchema = z
  .strictObject({
    firstResponse: durationSchema.optional(),
    nextResponse: durationSchema.optional(),
    resolution: durationSchema.optional(),
    warnAt: z.number().gt(0).lt(1).optional(),
  })
  .refine((targets) => SLA_TARGETS.some((target) => targets[target] !== undefined), {
    error: "Promise something: firstResponse, nextResponse or resolution",
  });

export const slaPolicySchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    /** The first policy, by position, whose condition holds is the conversation's. */
    position: z.int(),
    when: conditionSchema,
    targets: slaTargetsSchema,
    /** Key of the business hours that count; null for calendar time. */
    businessHours: z.string().nullable(),
    pauseWhileSnoozed: z.boolean(),
    pauseWhileOnCustomer: z.boolean(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "SlaPolicy" });

export const createSlaPolicySchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  position: z.int().min(0).max(10_000).optional(),
  when: conditionSchema.optional(),
  targets: slaTargetsSchema,
  businessHours: keySchema.nullable().optional(),
  pauseWhileSnoozed: z.boolean().optional(),
  pauseWhileOnCustomer: z.boolean().optional(),
});
export const patchSlaPolicySchema = createSlaPolicySchema.partial();

export const slaClockSchema = z
  .strictObject({
    id: idSchema,
    policy: z.strictObject({ id: idSchema, key: z.string(), name: z.string() }),
    target: z.enum(SLA_TARGETS),
    /** 1, then one more for each wait of the customer, or each reopening. */
    cycle: z.int(),
    status: z.enum(["running", "paused", "met", "missed", "stopped"]),
    /** Milliseconds of the policy's business time: the whole allowance, and what was used of it. */
    allowedMs: z.number(),
    usedMs: z.number(),
    startedAt: timeSchema,
    dueAt: timeSchema.nullable(),
    /** journey, snoozed or customer. */
    pauseReason: z.string().nullable(),
    metAt: timeSchema.nullable(),
    breachedAt: timeSchema.nullable(),
    endedAt: timeSchema.nullable(),
  })
  .meta({ id: "SlaClock" });

export type SlaPolicy = z.output<typeof slaPolicySchema>;
export type SlaClock = z.output<typeof slaClockSchema>;
