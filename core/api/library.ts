import { z } from "zod";
import {
  channelSchema,
  idSchema,
  namedSchema,
  nameSchema,
  optionalKeySchema,
  timeSchema,
  zoneSchema,
} from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { clockTimeSchema, keySchema } from "#core/journey/names.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

// What a workspace keeps ready for its journeys and agents.

/** A `to` not after `from` reaches into the next day. */
const periodsSchema = z
  .array(
    z
      .strictObject({ from: clockTimeSchema, to: z.union([clockTimeSchema, z.literal("24:00")]) })
      .refine((period) => period.from !== period.to, {
        error: "A period ends at another time than it begins",
      }),
  )
  .max(10)
  .refine((periods) => !overlap(periods), {
    error: "Two periods of one day overlap. Join them, or end one before the other begins",
  });

function overlap(periods: { from: string; to: string }[]): boolean {
  const sorted = [...periods].sort((one, other) => (one.from < other.from ? -1 : 1));
  const isNight = ({ from, to }: { from: string; to: string }) => to < from;
  return sorted.some((period, index) => {
    const next = sorted[index + 1];
    return next !== undefined && (isNight(period) || period.to > next.from);
  });
}

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const weeklyHoursSchema = z.partialRecord(z.enum(WEEKDAYS), periodsSchema);
export const holidaysSchema = z
  .array(
    z.strictObject({ date: z.iso.date(), name: z.string().max(200), periods: periodsSchema.default([]) }),
  )
  .max(500);

export const businessHoursSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    timezone: z.string(),
    weekly: weeklyHoursSchema,
    holidays: holidaysSchema,
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "BusinessHours" });
export const createBusinessHoursSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  timezone: zoneSchema,
  weekly: weeklyHoursSchema,
  holidays: holidaysSchema.default([]),
});
export const patchBusinessHoursSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema.optional(),
  timezone: zoneSchema.optional(),
  weekly: weeklyHoursSchema.optional(),
  holidays: holidaysSchema.optional(),
});

export const cannedResponseSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    text: z.string(),
    /** Empty: for all of them. */
    channels: z.array(channelSchema),
    team: z.string().nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "CannedResponse" });
export const createCannedResponseSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  /** May hold variables, as in {{ contact.firstName }}. */
  text: z.string().trim().min(1).max(20_000),
  channels: z.array(channelSchema).max(8).optional(),
  /** Key of the team it is for; absent or null for everybody. */
  team: keySchema.nullable().optional(),
});
export const patchCannedResponseSchema = createCannedResponseSchema.partial();

const buttonSchema = z.strictObject({
  id: z.string().min(1).max(100),
  label: localizedTextSchema,
  url: localizedTextSchema.optional(),
});
export const templateSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    channel: channelSchema,
    purpose: z.enum(["transactional", "care", "marketing"]),
    subject: localizedTextSchema.nullable(),
    text: localizedTextSchema,
    html: localizedTextSchema.nullable(),
    buttons: z.array(buttonSchema),
    variables: z.array(z.string()),
    status: z.enum(["draft", "submitted", "approved", "rejected"]),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Template" });
export const createTemplateSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  channel: channelSchema,
  purpose: z.enum(["transactional", "care", "marketing"]).optional(),
  subject: localizedTextSchema.nullable().optional(),
  text: localizedTextSchema,
  html: localizedTextSchema.nullable().optional(),
  buttons: z.array(buttonSchema).max(10).optional(),
  variables: z.array(z.string().min(1).max(100)).max(50).optional(),
});
export const patchTemplateSchema = createTemplateSchema.partial();

export const taskSchema = z
  .strictObject({
    id: idSchema,
    title: z.string(),
    status: z.enum(["open", "done", "cancelled"]),
    contactId: idSchema.nullable(),
    conversationId: idSchema.nullable(),
    assignee: namedSchema.nullable(),
    team: z.string().nullable(),
    dueAt: timeSchema.nullable(),
    completedAt: timeSchema.nullable(),
    /** A reminder that goes away when the customer writes. */
    isFollowUp: z.boolean(),
    createdAt: timeSchema,
  })
  .meta({ id: "Task" });
export const tasksQuerySchema = pageQuerySchema.extend({
  status: listOf(z.enum(["open", "done", "cancelled"])).optional(),
  /** A user's id or e-mail, `me` or `none`. */
  assignee: z.string().max(254).optional(),
  conversation: idSchema.optional(),
  contact: idSchema.optional(),
  overdue: flagSchema.optional(),
});
export const createTaskSchema = z.strictObject({
  title: z.string().trim().min(1).max(500),
  contactId: idSchema.optional(),
  conversationId: idSchema.optional(),
  /** A user's id or e-mail. */
  assignee: z.string().min(1).max(254).optional(),
  /** Key of a team. */
  team: keySchema.optional(),
  dueAt: timeSchema.optional(),
});
export const patchTaskSchema = z.strictObject({
  title: z.string().trim().min(1).max(500).optional(),
  assignee: z.string().min(1).max(254).nullable().optional(),
  team: keySchema.nullable().optional(),
  dueAt: timeSchema.nullable().optional(),
  status: z.enum(["open", "done", "cancelled"]).optional(),
});

/**
 * `PUT /conversations/{id}/follow-up`: tells the asking user at a time, unless the customer has written by then.
 * It is a task of theirs, and is gone once it has told or the customer has written.
 */
export const followUpSchema = z
  .strictObject({ taskId: idSchema, at: timeSchema, note: z.string().nullable() })
  .meta({ id: "FollowUp" });
export const setFollowUpSchema = z.strictObject({
  at: timeSchema,
  note: z.string().trim().min(1).max(500).nullable().default(null),
});
export const followUpAnswerSchema = z.strictObject({ followUp: followUpSchema.nullable() });

export const auditEntrySchema = z
  .strictObject({
    id: idSchema,
    actor: z.strictObject({
      kind: z.enum(["user", "apiKey", "system"]),
      id: idSchema.nullable(),
      name: z.string().nullable(),
    }),
    action: z.string(),
    subject: z.strictObject({ type: z.string(), id: z.string().nullable() }),
    change: jsonObjectSchema,
    at: timeSchema,
  })
  .meta({ id: "AuditEntry" });
export const auditQuerySchema = pageQuerySchema.extend({
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  actor: idSchema.optional(),
});

export type BusinessHours = z.output<typeof businessHoursSchema>;
export type CannedResponse = z.output<typeof cannedResponseSchema>;
export type MessageTemplate = z.output<typeof templateSchema>;
export type Task = z.output<typeof taskSchema>;
export type AuditEntry = z.output<typeof auditEntrySchema>;
