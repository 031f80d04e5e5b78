import { z } from "zod";

/**
 * What the widget and the server say to each other under /api/chat/{channelAccountId}:
 * POST /sessions starts or resumes, POST /messages says something, GET /messages reads what was said,
 * POST /read tells how far, POST /typing that something is being written, GET /stream?token= brings what is said next (server-sent events, `StreamEvent`).
 * All but /sessions and /stream carry the session's token as `Authorization: Bearer`.
 */

/**
 * Who the site's signed-in user is. `hash` is the hex HMAC-SHA256, with the account's identity secret, of
 * `userId`, `email` and `phone` joined by line feeds, absent ones empty: so that no one can name another's address.
 */
export const visitorIdentitySchema = z.strictObject({
  userId: z.string().trim().min(1).max(200),
  email: z.email().max(254).optional(),
  phone: z.string().min(5).max(40).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  hash: z.string().regex(/^[0-9a-f]{64}$/i, "the hex HMAC-SHA256 made with the identity secret"),
});

export const startSessionSchema = z.strictObject({
  /** Of an earlier session: resumes it. */
  token: z.string().max(2_000).optional(),
  identity: visitorIdentitySchema.optional(),
});

export const visitorMessageSchema = z.strictObject({
  /** Made by the widget, one per message: a repeat with the same one is harmless. */
  clientId: z.string().min(8).max(64),
  text: z.string().trim().min(1, "Write something first").max(5_000),
});

export const visitorReadSchema = z.strictObject({ messageId: z.uuid() });

/** A message as the visitor sees it. */
export interface VisitorMessage {
  id: string;
  author: { kind: "visitor" | "agent" | "bot"; name: string };
  text: string;
  buttons: { id: string; label: string; url?: string }[];
  /** ISO 8601. */
  at: string;
}

export interface VisitorSession {
  token: string;
  config: { title: string; color: string; greeting: string };
  messages: VisitorMessage[];
}

/** `typing` names who of ours is writing; it holds for some seconds, or until their message comes. */
export type StreamEvent =
  | { type: "message"; message: VisitorMessage }
  | { type: "typing"; name: string }
  | { type: "reload" };

export type VisitorIdentity = z.output<typeof visitorIdentitySchema>;
