import type { Channel } from "#core/channel.ts";
import type { JsonObject } from "#core/json.ts";

export interface MessageFacts {
  id: string;
  text: string;
  channel: Channel;
  /** Epoch milliseconds at which the message was received. */
  at: number;
  intent: string | null;
  intentConfidence: number | null;
  /** -1 (negative) to 1 (positive); null until analysed. */
  sentiment: number | null;
  attachmentCount: number;
}

export interface ContactFacts {
  id: string;
  firstName: string | null;
  lastName: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  timezone: string | null;
  tier: string | null;
  tags: string[];
  attributes: JsonObject;
}

export interface ConversationFacts {
  id: string;
  status: string;
  channel: Channel;
  startedChannel: Channel;
  priority: string;
  intent: string | null;
  intentConfidence?: number | null;
  sentiment: number | null;
  /** BCP 47: what the customer last wrote in. */
  language: string | null;
  /** ISO 8601. */
  startedAt: string;
  tags: string[];
  attributes: JsonObject;
  memory: JsonObject;
}

export interface RecordFacts {
  id: string;
  title: string | null;
  status: string;
  /** ISO 8601. */
  startsAt: string | null;
  endsAt: string | null;
  timezone: string | null;
  data: JsonObject;
}

/**
 * What templates and conditions of a run can see: read from Postgres by the activity, from memory by the
 * simulator. `vars`, `run` and `now` come from the run itself.
 */
export interface Facts {
  contact: ContactFacts;
  conversation: ConversationFacts | null;
  /** The last inbound message. */
  message: MessageFacts | null;
  /** Newest last; at most as many as the largest `window` needs (20). */
  recentMessages: MessageFacts[];
  /** The trigger event of this run. */
  event: { name: string; occurredAt: string; properties: JsonObject } | null;
  agent: { name: string; firstName: string } | null;
  workspace: { name: string; timezone: string };
  /** By key of business hours: open at this moment, and if not, when they open next (epoch ms). */
  hours: Record<string, { open: boolean; opensAt?: number | null }>;
  /** By channel, then purpose. */
  consent: Record<string, Record<string, boolean>>;
  verified: { level: number };
  audiences: string[];
  /** Of templates only: addresses made for this contact. */
  links?: { preferences?: string; csat?: string; continue?: string };
  /** By experiment of this journey: the arm that has won. */
  winners?: Record<string, string>;
  /** By type: the contact's record that journeys follow. */
  records?: Record<string, RecordFacts>;
  /** By name of event: when it happened to this contact (epoch ms), for `events.<name>.count`. */
  events?: Record<string, number[]>;
}
