import type { OpenAccount } from "#channels/inbound.ts";

export interface OutboundMessage {
  /** Ours, given to the provider as its idempotency key where it takes one. */
  messageId: string;
  to: string;
  text: string;
  attachments: { url: string; contentType: string; name: string }[];
  buttons: { id: string; label: string; url?: string }[];
  subject?: string;
  html?: string;
  /** Where the provider is to tell how it went. */
  statusCallbackUrl: string;
}

/**
 * What a provider did with a message. `later` (epoch ms) and a retryable failure were provably not accepted;
 * `unknown` may have been: it is never repeated silently.
 */
export type SendResult =
  | { kind: "accepted"; externalId: string; status: "queued" | "sent" | "delivered"; segments?: number }
  | { kind: "later"; at: number; reason: string }
  | {
      kind: "failed";
      code: string;
      message: string;
      retryable: boolean;
      address?: "unreachable" | "optedOut";
    }
  | { kind: "unknown"; reason: string };

export interface SendOptions {
  now: () => number;
  signal?: AbortSignal;
}

/**
 * What a provider has that may be a message whose answer never came, oldest first: the same text to the same address,
 * taken since. `silent`: it cannot be asked. `unreachable`: it could not be asked just now.
 */
export type FindResult = { kind: "found"; externalIds: string[] } | { kind: "silent" | "unreachable" };

/** How a channel hands a message to its provider. Never throws for what a provider answers. */
export interface ChannelSender {
  send(account: OpenAccount, message: OutboundMessage, options: SendOptions): Promise<SendResult>;
  /** Asks for what became of a message; only where the provider can be asked. `since` is epoch ms. */
  find?(account: OpenAccount, message: OutboundMessage, since: number): Promise<FindResult>;
}
