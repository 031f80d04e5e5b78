import type { OpenAccount } from "#channels/inbound.ts";

/** What to do in a call that we make. Texts are rendered, numbers in E.164. */
export interface OutboundCall {
  /** The same for every attempt: the provider's idempotency key, and how a result finds its way back. */
  key: string;
  to: string;
  say: string;
  gather?: { kind: "speech" | "digits"; maxDigits?: number; timeout: number };
  /** Whom to connect to afterwards. */
  transferTo?: string;
  /** What to say to a machine; without it hangs up. */
  voicemail?: string;
  /** Where the provider tells how it came out. */
  statusCallbackUrl: string;
  /** An earlier attempt may have placed it: a provider that cannot tell by the key must look first. */
  repeated: boolean;
}

/** `retryable` failures were not placed; `unknown` may have been. */
export type PlacedCall =
  | { kind: "placed"; externalId: string }
  | { kind: "failed"; code: string; message: string; retryable: boolean; retryAfter?: number }
  | { kind: "unknown"; reason: string };

/** A telephone service that makes calls. How one came out is told later, to `server/calls/settle-call.ts`. */
export interface VoiceProvider {
  place(account: OpenAccount, call: OutboundCall, signal: AbortSignal): Promise<PlacedCall>;
}
