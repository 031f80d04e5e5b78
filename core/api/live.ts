/**
 * What the live stream tells of. A topic with events of its own needs a line in server/platform/read-hints.ts; any
 * other is written by `tellLive`.
 */
export const LIVE_TOPICS = [
  "conversation",
  "message",
  "run",
  "presence",
  "journey",
  "notification",
  "typing",
  "viewing",
] as const;

export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** One line of the live stream: something changed, and is to be read again over the API. */
export interface LiveHint {
  topic: LiveTopic;
  /** Null: of this topic anything may have changed. */
  id: string | null;
  conversationId?: string;
  journeyId?: string;
  userId?: string;
  /** Who is typing. */
  by?: "visitor" | "agent";
  name?: string;
}
