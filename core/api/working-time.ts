import { z } from "zod";
import { idSchema, timeSchema, zoneSchema } from "#core/api/fields.ts";
import { weeklyHoursSchema } from "#core/api/library.ts";
import { offlinePolicySchema } from "#core/routing/offline-policy.ts";

/** When somebody works; `weekly` of null is at any time. */
export const shiftsSchema = z
  .strictObject({ timezone: z.string().nullable(), weekly: weeklyHoursSchema.nullable() })
  .meta({ id: "Shifts" });

export const putShiftsSchema = z
  .strictObject({
    /** The zone on whose clocks the hours are read. */
    timezone: zoneSchema.optional(),
    /** Several periods a day for a split shift; null takes the shifts away. */
    weekly: weeklyHoursSchema.nullable(),
  })
  .refine(({ timezone, weekly }) => weekly === null || timezone !== undefined, {
    path: ["timezone"],
    error: "Say in whose time zone the hours are, such as Europe/Lisbon",
  });

/** Out of office: from a moment to another somebody is given nothing. */
export const leaveSchema = z
  .strictObject({
    id: idSchema,
    from: timeSchema,
    to: timeSchema,
    /** For colleagues. */
    note: z.string().nullable(),
    /** What a customer who writes to them meanwhile is told, once a conversation. */
    autoReply: z.string().nullable(),
    /** Who takes over what customers answer; null: whoever routing finds. */
    substitute: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: "Leave" });

export const createLeaveSchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema,
    note: z.string().trim().max(500).optional(),
    /** As long as the channel that takes least. */
    autoReply: z.string().trim().max(1000).nullable().optional(),
    /** A user's id or e-mail. */
    substitute: z.string().min(1).max(254).nullable().optional(),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "A leave ends after it begins",
  });

/** How routing works in a workspace. */
export const routingSettingsSchema = z
  .strictObject({
    /** What becomes of work whose assignee goes offline, where their conversation's team says nothing else. */
    whenOffline: offlinePolicySchema,
    /** The customers' tiers, lowest first. */
    tiers: z.array(z.string().trim().min(1).max(100)).max(50),
  })
  .meta({ id: "RoutingSettings" });

export type Shifts = z.output<typeof shiftsSchema>;
export type Leave = z.output<typeof leaveSchema>;
export type CreateLeave = z.input<typeof createLeaveSchema>;
export type RoutingSettings = z.output<typeof routingSettingsSchema>;
