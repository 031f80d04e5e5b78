import type { z } from "zod";
import type { Channel } from "#core/channel.ts";

/** How people are addressed: by a number or mailbox that is the same everywhere, or by an id of one account. */
export type AddressKind = "phone" | "email" | "scoped";

/** Everything about a channel but its I/O: limits and the form of its account's settings. */
export interface ChannelDefinition {
  channel: Channel;
  title: string;
  addressKind: AddressKind;
  session: {
    kind: "chat" | "exchange" | "call";
    /** Milliseconds of silence after which the next message starts a new session. */
    idle: number;
  };
  limits: {
    /** Characters of one message; null where nothing is set. */
    textLength: number | null;
    /** Bytes of one attachment; 0 where none can be sent. */
    attachmentBytes: number;
    attachments: number;
    buttons: number;
    html: boolean;
    subject: boolean;
    /** Milliseconds after the last inbound in which free text may be sent; null for ever. */
    replyWindow: number | null;
    /** Messages a second that journeys send over one account where its admin sets nothing; null for no limit. */
    perSecond: number | null;
  };
  /** How many messages the channel bills a text as; one where it is absent. */
  billedParts?: (text: string) => number;
  /** Words such as STOP set consent by law or by the carriers' rules. */
  optOutWords: boolean;
  /** 0 none, 1 the channel vouches for the sender's address. */
  verificationLevel: 0 | 1;
  /** Statuses the provider tells of. */
  receipts: ("delivered" | "read")[];
  /** Whether accounts of it can be made yet: it has an inbound parser and a sender. */
  available: boolean;
  providers: string[];
  /** Of `ChannelAccount.config` and, encrypted at rest, of its credentials. */
  config: z.ZodType<Record<string, unknown>>;
  credentials: z.ZodType<Record<string, unknown>>;
}
