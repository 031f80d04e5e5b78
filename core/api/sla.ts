import { z } from "zod";
import { prioritySchema } from "#core/api/conversations.ts";
import { emailSchema, idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";
import { conditionSchema } from "#core/conditions/condition.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { keySchema } from "#core/journey/names.ts";
import { recipientSchema } from "#core/journey/recipient.ts";
import { SLA_TARGETS } from "#core/sla/follow-conversation.ts";

const shareSchema = z.number().gt(0).lt(1);
const sharesSchema = z.union([shareSchema, z.array(shareSchema).min(1).max(5)], {
  error:
    "Write the share of the time after which to warn, between 0 and 1, such as 0.8, or up to five of them",
});

/** ISO 8601 durations of the policy's business time, and the shares of each after which it is warned. */
export const slaTargetsSchema = z
  .strictObject({
    firstResponse: durationSchema.optional(),
    nextResponse: durationSchema.optional(),
    resolution: durationSchema.optional(),
    warnAt: sharesSchema.optional(),
  })
  .refine((targets) => SLA_TARGETS.some((target) => targets[target] !== undefined), {
    error: "Promise something: firstResponse, nextResponse or resolution",
  });

/** Since the breach, in the policy's business time; PT0S is at once. */
const afterBreachSchema = z.union([z.literal("PT0S"), durationSchema], {
  error: "Write how long after the breach in ISO 8601, such as PT15M, or PT0S for at once",
});

/** One step up: what happens where the promise is still not kept so long after its breach. */
const escalationStepSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("notify"),
    after: afterBreachSchema,
    /** supervisor, team, assignee, a team's key or an agent's e-mail. */
    to: recipientSchema,
  }),
  z
    .strictObject({
      do: z.literal("assign"),
      after: afterBreachSchema,
      /** E-mail of the one who gets it. */
      assignee: emailSchema.optional(),
      /** Key of the team that gets it. */
      team: keySchema.optional(),
    })
    .refine(({ assignee, team }) => assignee !== undefined || team !== undefined, {
      error: "Name an assignee, a team, or both",
    }),
  z.strictObject({ do: z.literal("priority"), after: afterBreachSchema, priority: prioritySchema }),
  /** Starts the journeys whose trigger waits for this event. */
  z.strictObject({ do: z.literal("event"), after: afterBreachSchema, name: keySchema }),
]);

export const escalationSchema = z.array(escalationStepSchema).max(10);

export const slaPolicySchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    /** The first policy, by position, whose condition holds is the conversation's. */
    position: z.int(),
    when: conditionSchema,
    targets: slaTargetsSchema,
    escalation: escalationSchema,
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
  escalation: escalationSchema.optional(),
  businessHours: keySchema.nullable().optional(),
  pauseWhileSnoozed: z.boolean().optional(),
  pauseWhileOnCustomer: z.boolean().optional(),
});
export const patchSlaPolicySchema = createSlaPolicySchema.partial();

/** Ids of policies, the first to be asked first. */
export const orderSlaPoliciesSchema = z.strictObject({ ids: z.array(idSchema).min(1).max(200) });

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

export type EscalationStep = z.output<typeof escalationStepSchema>;
export type SlaPolicy = z.output<typeof slaPolicySchema>;
export type SlaClock = z.output<typeof slaClockSchema>;
