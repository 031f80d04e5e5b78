import { z } from "zod";
import { idSchema, timeSchema } from "#core/api/fields.ts";

/** What somebody may be told of, in the studio always, and by e-mail and push as they like. */
export const NOTIFICATION_KINDS = [
  "mention",
  "assignment",
  "transfer",
  "whisper",
  "escalation",
  "notice",
  "activity",
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const transferSchema = z
  .strictObject({
    /** A user's id or e-mail. */
    assignee: z.string().min(1).max(320).optional(),
    /** A team's id or key: it waits there for whoever takes it, unless a person is named too. */
    team: z.string().min(1).max(100).optional(),
    note: z.string().max(10_000).optional(),
  })
  .refine(({ assignee, team }) => assignee !== undefined || team !== undefined, {
    path: ["assignee"],
    error: "Name who is to have it: a person or a team",
  });

export const whisperSchema = z.strictObject({ text: z.string().trim().min(1).max(10_000) });

export const followerSchema = z.strictObject({ id: idSchema, name: z.string() });

export const viewingSchema = z.strictObject({
  /** A supervisor who opens it without being seen by the agent; written to the audit log. */
  listening: z.boolean().optional(),
});

export const viewerSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  since: timeSchema,
  /** Listens in: shown to supervisors alone. */
  listening: z.boolean(),
});

export const contextViewedSchema = z.strictObject({
  /** Earlier sessions that were on the screen, of any conversation with the contact. */
  sessionIds: z.array(idSchema).min(1).max(200),
});

const wayPreferences = z.strictObject({ email: z.boolean(), push: z.boolean() });

export const notificationPreferencesSchema = z
  .strictObject({
    kinds: z.strictObject(
      Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, wayPreferences])) as Record<
        NotificationKind,
        typeof wayPreferences
      >,
    ),
    /** Whether this instance can send e-mail. */
    emailAvailable: z.boolean(),
    /** By which a browser subscribes: the public half of this instance's VAPID keys, base64url. */
    pushKey: z.string(),
    /** How many of one's browsers are told. */
    browsers: z.int(),
  })
  .meta({ id: "NotificationPreferences" });

export const patchPreferencesSchema = z.strictObject({
  kinds: z.partialRecord(z.enum(NOTIFICATION_KINDS), wayPreferences.partial()),
});

export const pushSubscriptionSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  expirationTime: z.number().nullish(),
  keys: z.strictObject({
    p256dh: z.base64url().min(80).max(100),
    auth: z.base64url().min(16).max(30),
  }),
});

export type Transfer = z.output<typeof transferSchema>;
export type Follower = z.output<typeof followerSchema>;
export type Viewer = z.output<typeof viewerSchema>;
export type NotificationPreferences = z.output<typeof notificationPreferencesSchema>;
export type PushSubscription = z.output<typeof pushSubscriptionSchema>;
