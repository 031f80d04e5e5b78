import type { Channel } from "#core/channel.ts";
import type { EffectOutcome, Purpose } from "#core/journey/effect.ts";
import type { PutOff } from "#core/journey/run.ts";
import type { SendingRules } from "#core/sending/sending-rules.ts";

/** Something to be said to a customer, by a person, a program or a journey. */
export interface SendCommand {
  /** The conversation; without one the contact's open conversation, else a quiet new one. */
  conversationId?: string;
  contactId?: string;
  /** `reply`: as the customer last wrote. `best`: where they are best reached. */
  channel?: "reply" | "best" | Channel;
  /** Key of the channel account to send from. */
  account?: string;
  /** Channels tried in turn when the first cannot reach the contact. */
  fallback?: Channel[];
  purpose?: Purpose;
  text?: string;
  html?: string;
  subject?: string;
  /** Ids of attachments that are stored. */
  attachmentIds?: string[];
  buttons?: { id: string; label: string; url?: string }[];
  /** Whether it answers what the customer asked; what people write always does. */
  answers?: boolean;
  /** The newest message the writer had seen: with a newer reply there, `reply_conflict`. */
  lastSeenMessageId?: string;
  /** Made by the composer: a double click is one message. */
  clientKey?: string;
  /** The id that the message has had while it waited to be sent. */
  messageId?: string;
  /** When it was written: what was resolved after that stays so. */
  writtenAt?: Date;
  /** Set when a journey speaks. */
  run?: RunOfMessage;
}

/** The run that speaks, with its journey's rules for the message. */
export interface RunOfMessage {
  runId: string;
  journeyId: string;
  nodeId: string;
  effectKey: string;
  /** Absent: the journey sets none. */
  rules?: SendingRules;
  /** Others of a lower one wait for it. */
  priority?: number;
  /** Why the message was put off before, if it was. */
  putOff?: PutOff | null;
  /** Nothing was done for this effect yet: there is no row of the message. */
  isFresh?: boolean;
}

/** What became of it. `messageId` is null only where nothing could be written. */
export type SendOutcome = EffectOutcome & { messageId: string | null; conversationId: string | null };
