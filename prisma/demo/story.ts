import type { Channel } from "#core/channel.ts";
import type { TeamKey } from "#prisma/demo/people.ts";

/**
 * What happens in a conversation, in order. The second place is always the minutes since the line before; after a
 * customer's words comes their sentiment, from -1 to 1. A task of a conversation
 * that is still open is due from now, and a snooze always ends then.
 */
export type Line =
  | [who: "customer", minutes: number, text: string, score: number]
  | [who: "bot", minutes: number, text: string]
  | [who: "agent", minutes: number, text: string, colleague?: string]
  | [who: "note", minutes: number, text: string, mention?: string]
  | [what: "channel", minutes: number, channel: Channel]
  | [what: "assign", minutes: number, agent: string]
  | [what: "task", minutes: number, title: string, dueInHours: number]
  | [what: "snooze", minutes: number, hoursFromNow: number]
  | [what: "resolve", minutes: number, reason: string];

export interface Story {
  contact: string;
  /** Whom it is about, where the contact speaks for somebody. */
  about?: string;
  team: TeamKey;
  /** Who answers, by key of the demo's people. */
  agent: string;
  channel: Channel;
  intent: string;
  priority?: "low" | "normal" | "high" | "urgent";
  language: string;
  tags?: string[];
  subject?: string;
  summary?: string;
  /** Working days ago and the time there; or minutes before now. */
  start: { daysAgo: number; at: string } | { minutesAgo: number };
  lines: Line[];
}
