import { z } from "zod";
import {
  channelSchema,
  httpUrlSchema,
  idSchema,
  nameSchema,
  optionalKeySchema,
  timeSchema,
} from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { accountSendingSchema } from "#core/sending/account-sending.ts";

export const channelAccountStatusSchema = z.enum(["active", "paused", "failing"]);

/** A configured number, mailbox, page or widget. Credentials never come back out. */
export const channelAccountSchema = z
  .strictObject({
    id: idSchema,
    type: channelSchema,
    provider: z.string(),
    key: z.string(),
    name: z.string(),
    config: jsonObjectSchema,
    /** Names of the credentials that are set. */
    credentials: z.array(z.string()),
    apiBaseUrl: z.string().nullable(),
    status: channelAccountStatusSchema,
    statusReason: z.string().nullable(),
    /** How fast journeys may send over it, and what a message costs. */
    sending: accountSendingSchema,
    isDemo: z.boolean(),
    /** Where the provider posts; null for web chat. */
    webhookUrl: z.string().nullable(),
    lastInboundAt: timeSchema.nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "ChannelAccount" });

/** Values are written, never read back. */
export const credentialsSchema = z.record(z.string().min(1).max(100), z.string().min(1).max(5000));

export const createChannelSchema = z.strictObject({
  type: channelSchema,
  provider: z.string().trim().min(1).max(63).optional(),
  key: optionalKeySchema,
  name: nameSchema,
  config: jsonObjectSchema.default({}),
  credentials: credentialsSchema.optional(),
  apiBaseUrl: httpUrlSchema.nullable().optional(),
  sending: accountSendingSchema.optional(),
});

/** What is absent stays; credentials that are absent stay too. */
export const patchChannelSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema.optional(),
  config: jsonObjectSchema.optional(),
  credentials: credentialsSchema.optional(),
  apiBaseUrl: httpUrlSchema.nullable().optional(),
  status: z.enum(["active", "paused"]).optional(),
  sending: accountSendingSchema.optional(),
});

export const channelsQuerySchema = pageQuerySchema.extend({
  type: listOf(channelSchema).optional(),
  demo: flagSchema.optional(),
});

export type ChannelAccount = z.output<typeof channelAccountSchema>;
export type CreateChannel = z.input<typeof createChannelSchema>;
export type PatchChannel = z.input<typeof patchChannelSchema>;
