import { z } from "zod";
import {
  emailSchema,
  idSchema,
  keyedSchema,
  localeSchema,
  nameSchema,
  optionalKeySchema,
  timeSchema,
  zoneSchema,
} from "#core/api/fields.ts";
import { flagSchema, listOf, pageQuerySchema } from "#core/api/page.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { keySchema } from "#core/journey/names.ts";
import { PERMISSIONS, ROLES } from "#core/permissions/roles.ts";
import { VISIBILITIES } from "#core/permissions/visible-conversations.ts";
import { offlinePolicySchema } from "#core/routing/offline-policy.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";

export const roleSchema = z.enum(ROLES);
export const presenceStatusSchema = z.enum(["online", "busy", "away", "offline"]);
export const permissionSchema = z.enum(PERMISSIONS);

export const presenceSchema = z
  .strictObject({ status: presenceStatusSchema, reason: z.string().nullable(), since: timeSchema.nullable() })
  .meta({ id: "Presence" });

/** Open conversations taken at once, per channel; `default` for the rest. */
export const capacitySchema = z.record(z.string().max(20), z.int().min(0).max(1000));

export const userSchema = z
  .strictObject({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    visibility: z.enum(VISIBILITIES).nullable(),
    avatarUrl: z.string().nullable(),
    locale: z.string().nullable(),
    timezone: z.string().nullable(),
    capacity: capacitySchema,
    /** What they can write to customers in; empty where that is not known. */
    languages: z.array(z.string()),
    presence: presenceSchema,
    /** Out of office now, and until when. */
    awayUntil: timeSchema.nullable(),
    teams: z.array(keyedSchema.extend({ isLead: z.boolean() })),
    skills: z.array(z.strictObject({ key: z.string(), name: z.string(), level: z.int() })),
    openConversations: z.int(),
    lastSignInAt: timeSchema.nullable(),
    deactivatedAt: timeSchema.nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: "User" });

export const usersQuerySchema = pageQuerySchema.extend({
  role: listOf(roleSchema).optional(),
  team: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  deactivated: flagSchema.optional(),
});

const skillLevelSchema = z.strictObject({ key: keySchema, level: z.int().min(1).max(5).default(1) });

const userFields = z.strictObject({
  name: nameSchema,
  role: roleSchema,
  visibility: z.enum(VISIBILITIES).nullable(),
  locale: localeSchema.nullable(),
  timezone: zoneSchema.nullable(),
  capacity: capacitySchema,
  languages: z.array(localeSchema).max(50),
  /** Keys. Replaces the memberships there are. */
  teams: z.array(keySchema).max(100),
  skills: z.array(skillLevelSchema).max(100),
  password: z.string().min(8).max(256),
});

export const createUserSchema = userFields
  .partial()
  .extend({ email: emailSchema, name: nameSchema, role: roleSchema.default("agent") });

export const patchUserSchema = userFields.partial().extend({
  email: emailSchema.optional(),
  deactivated: z.boolean().optional(),
});

export const setPresenceSchema = z.strictObject({
  status: presenceStatusSchema,
  reason: z.string().max(200).nullable().optional(),
});

/** Who asks, and what they may do: for the studio's own screens. */
export const viewerSchema = z
  .strictObject({
    kind: z.enum(["user", "apiKey"]),
    user: userSchema.nullable(),
    role: roleSchema,
    permissions: z.array(permissionSchema),
    workspace: z.strictObject({
      id: idSchema,
      slug: z.string(),
      name: z.string(),
      timezone: z.string(),
      locale: z.string(),
      sendingHaltedAt: timeSchema.nullable(),
    }),
  })
  .meta({ id: "Viewer" });

export const teamSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    businessHours: z.string().nullable(),
    /** Where what has waited here for a while goes on to. */
    overflow: z.strictObject({ team: z.string(), after: z.string() }).nullable(),
    /** By what somebody of it is chosen where neither a rule nor a journey says so; null: least busy. */
    strategy: z.enum(RULE_STRATEGIES).nullable(),
    /** What becomes of its work whose assignee goes offline; null: as the workspace says. */
    whenOffline: offlinePolicySchema.nullable(),
    members: z.array(
      z.strictObject({
        id: idSchema,
        name: z.string(),
        email: z.string(),
        isLead: z.boolean(),
        presence: presenceStatusSchema,
      }),
    ),
    createdAt: timeSchema,
  })
  .meta({ id: "Team" });

const memberSchema = z.strictObject({ user: z.string().min(1).max(254), isLead: z.boolean().default(false) });

export const createTeamSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  description: z.string().max(1000).nullable().optional(),
  /** Key of business hours. */
  businessHours: keySchema.nullable().optional(),
  /** Another team, and after how long. */
  overflow: z.strictObject({ team: keySchema, after: durationSchema }).nullable().optional(),
  strategy: z.enum(RULE_STRATEGIES).nullable().optional(),
  whenOffline: offlinePolicySchema.nullable().optional(),
  /** Users by id or e-mail. */
  members: z.array(memberSchema).max(1000).optional(),
});

export const patchTeamSchema = createTeamSchema.partial();

export const skillSchema = z
  .strictObject({ id: idSchema, key: z.string(), name: z.string(), users: z.int(), createdAt: timeSchema })
  .meta({ id: "Skill" });
export const createSkillSchema = z.strictObject({ key: optionalKeySchema, name: nameSchema });
export const patchSkillSchema = createSkillSchema.partial();

export const apiKeySchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    prefix: z.string(),
    role: roleSchema,
    scopes: z.array(z.string()),
    createdAt: timeSchema,
    lastUsedAt: timeSchema.nullable(),
    expiresAt: timeSchema.nullable(),
  })
  .meta({ id: "ApiKey" });

/** Only the answer to its creation carries the key itself. */
export const createdApiKeySchema = apiKeySchema.extend({ key: z.string() }).meta({ id: "CreatedApiKey" });

export const createApiKeySchema = z.strictObject({
  name: nameSchema,
  role: roleSchema,
  /** Narrows the role to these permissions; empty means all that the role has. */
  scopes: z.array(permissionSchema).max(PERMISSIONS.length).default([]),
  expiresAt: timeSchema.nullable().optional(),
});

export type User = z.output<typeof userSchema>;
export type Viewer = z.output<typeof viewerSchema>;
export type Presence = z.output<typeof presenceSchema>;
export type Team = z.output<typeof teamSchema>;
export type Skill = z.output<typeof skillSchema>;
export type ApiKey = z.output<typeof apiKeySchema>;
export type CreatedApiKey = z.output<typeof createdApiKeySchema>;
export type CreateUser = z.input<typeof createUserSchema>;
export type PatchUser = z.input<typeof patchUserSchema>;
