import type { AddressKind } from "#channels/channel-definition.ts";
import type { InboundAttachment } from "#channels/inbound.ts";
import type { Channel } from "#core/channel.ts";

/** A message from outside, parsed and proven to come from where it says. */
export interface InboundMessage {
  workspaceId: string;
  channel: Channel;
  channelAccountId: string;
  /** Unique in the account. */
  externalId: string;
  from: { kind: AddressKind; address: string; displayName?: string };
  text: string;
  attachments: InboundAttachment[];
  /** When it was said, as the provider tells it; else when it came. */
  at?: Date;
  /** When it came. */
  receivedAt: Date;
  delivery?: InboundDelivery;
  /** The widget's own id of it, so that a double click is one message. */
  clientKey?: string;
  isTest?: boolean;
}

/** The webhook it came by, kept as proof and for replay. */
export interface InboundDelivery {
  externalKey: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface ReceivedMessage {
  /** It was here already: nothing was written. */
  duplicate: boolean;
  conversationId: string;
  messageId: string;
}
