import type { AddressKind } from "#channels/channel-definition.ts";

/** A webhook as it came: raw bytes, since a signature is over them. Header names are lower case. */
export interface WebhookRequest {
  method: string;
  /** As the provider sees it: on the public address, with path and query as sent. */
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** The parts of a channel account that its code may look at; credentials in the clear. */
export interface OpenAccount {
  id: string;
  workspaceId: string;
  provider: string;
  config: unknown;
  credentials: unknown;
  apiBaseUrl: string | null;
}

export interface InboundAttachment {
  name: string;
  contentType: string;
  /** Where the provider keeps it. */
  url: string;
  /** Bytes; 0 while unknown. */
  size: number;
}

export interface InboundText {
  kind: "message";
  /** Unique in the account: the same message again has the same. */
  externalId: string;
  from: { kind: AddressKind; address: string; displayName?: string };
  text: string;
  attachments: InboundAttachment[];
  /** Said by the provider; absent where it tells none. */
  at?: Date;
}

export interface InboundStatus {
  kind: "status";
  externalId: string;
  status: "sent" | "delivered" | "read" | "failed";
  at?: Date;
  error?: { code: string; message: string; retryable: boolean };
  /** The address no longer exists, or its owner opted out at the provider. */
  address?: "unreachable" | "optedOut";
}

export type InboundItem = InboundText | InboundStatus;

export type ParsedWebhook =
  | {
      ok: true;
      /** Unique in the account: the same delivery again has the same. */
      deliveryKey: string;
      items: InboundItem[];
    }
  | { ok: false; message: string };

/** How a channel takes what its provider sends. Pure but for cryptography. */
export interface ChannelInbound {
  /** Whether the provider signed these very bytes for this account, in constant time. */
  verify(request: WebhookRequest, account: OpenAccount): boolean;
  parse(request: WebhookRequest, account: OpenAccount): ParsedWebhook;
  /** What the provider wants to read as a 200. */
  answer: { contentType: string; body: string };
  /** Header names worth keeping with a delivery; never authorization. */
  keptHeaders: string[];
}
