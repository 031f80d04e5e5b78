import { z } from "zod";
import {
  channelSchema,
  emailSchema,
  idSchema,
  localeSchema,
  phoneSchema,
  tagsSchema,
  timeSchema,
  zoneSchema,
} from "#core/api/fields.ts";
import { pageQuerySchema } from "#core/api/page.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";

export const purposeSchema = z.enum(["transactional", "care", "marketing"]);
export const consentStateSchema = z.enum(["granted", "denied"]);

/** An address of a contact, and how we know it is theirs. */
export const identitySchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(["phone", "email", "scoped", "external"]),
    channel: channelSchema,
    address: z.string(),
    /** The source, for external ids. */
    source: z.string().nullable(),
    link: z.enum(["self", "shared", "proxy"]),
    verified: z.boolean(),
    verificationLevel: z.int(),
    verifiedBy: z.string().nullable(),
    verifiedAt: timeSchema.nullable(),
  })
  .meta({ id: "Identity" });

export const contactSchema = z
  .strictObject({
    id: idSchema,
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    timezone: z.string().nullable(),
    tier: z.string().nullable(),
    tags: z.array(z.string()),
    attributes: jsonObjectSchema,
    identities: z.array(identitySchema),
    mergedIntoId: idSchema.nullable(),
    isTest: z.boolean(),
    lastSeenAt: timeSchema.nullable(),
    /** What they write is kept, as spam, and nobody is called to it. */
    blockedAt: timeSchema.nullable(),
    blockedReason: z.string().nullable(),
    erasedAt: timeSchema.nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Contact" });

export const contactsQuerySchema = pageQuerySchema.extend({
  q: z.string().max(200).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(40).optional(),
});

const contactFields = z.strictObject({
  firstName: z.string().trim().max(100).nullable(),
  lastName: z.string().trim().max(100).nullable(),
  name: z.string().trim().max(200).nullable(),
  locale: localeSchema.nullable(),
  timezone: zoneSchema.nullable(),
  tier: z.string().trim().max(63).nullable(),
  tags: tagsSchema,
  attributes: jsonObjectSchema,
});

export const externalIdSchema = z.strictObject({
  source: z.string().trim().min(1).max(100),
  id: z.string().trim().min(1).max(500),
});

export const createContactSchema = contactFields.partial().extend({
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
  externalId: externalIdSchema.optional(),
  isTest: z.boolean().optional(),
});

/** Fields that are absent stay; `attributes` are merged, a null removes one. */
export const patchContactSchema = contactFields.partial();

export const mergeContactSchema = z.strictObject({ contactId: idSchema });
export const unmergeContactSchema = z.strictObject({
  /** Which merge to undo; by default the latest one of this contact. */
  mergeId: idSchema.optional(),
});

/** `POST /contacts/{id}/block`; `/unblock` takes an empty body. */
export const blockContactSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500).nullable().default(null),
});

export const mergeSchema = z
  .strictObject({
    id: idSchema,
    survivorId: idSchema,
    mergedId: idSchema,
    mergedAt: timeSchema,
    undoneAt: timeSchema.nullable(),
  })
  .meta({ id: "ContactMerge" });

/** Who else a contact may be, and why it seems so. */
export const mergeSuggestionSchema = z
  .strictObject({ id: idSchema, reason: z.string(), contact: contactSchema, createdAt: timeSchema })
  .meta({ id: "MergeSuggestion" });

/** A record of a CRM that belongs to a contact. */
export const crmRecordSchema = z
  .strictObject({
    id: idSchema,
    connection: z.strictObject({ key: z.string(), name: z.string() }),
    /** The CRM's word for the kind of thing. */
    object: z.string(),
    externalId: z.string(),
    /** As the CRM last told them; empty where it has told none. */
    fields: jsonObjectSchema,
    isDeleted: z.boolean(),
    syncedAt: timeSchema.nullable(),
  })
  .meta({ id: "CrmRecord" });

export const consentSchema = z
  .strictObject({
    id: idSchema,
    contactId: idSchema.nullable(),
    identityId: idSchema,
    address: z.string(),
    channel: channelSchema,
    purpose: purposeSchema,
    state: consentStateSchema,
    source: z.string(),
    isLocked: z.boolean(),
    since: timeSchema,
  })
  .meta({ id: "Consent" });

export const consentsQuerySchema = pageQuerySchema.extend({
  contact: idSchema.optional(),
  channel: channelSchema.optional(),
  purpose: purposeSchema.optional(),
  state: consentStateSchema.optional(),
});

/** Says what holds for a contact's address (all of the channel's, unless one is named). */
export const recordConsentSchema = z.strictObject({
  contactId: idSchema,
  address: z.string().min(1).max(320).optional(),
  channel: channelSchema,
  purpose: purposeSchema,
  state: consentStateSchema,
  source: z.string().trim().min(1).max(100).default("api"),
  proof: jsonObjectSchema.optional(),
});

export type Contact = z.output<typeof contactSchema>;
export type ContactIdentity = z.output<typeof identitySchema>;
export type CreateContact = z.input<typeof createContactSchema>;
export type PatchContact = z.input<typeof patchContactSchema>;
export type Consent = z.output<typeof consentSchema>;
export type RecordConsent = z.input<typeof recordConsentSchema>;
export type MergeSuggestion = z.output<typeof mergeSuggestionSchema>;
export type CrmRecord = z.output<typeof crmRecordSchema>;
export type ContactMerge = z.output<typeof mergeSchema>;
