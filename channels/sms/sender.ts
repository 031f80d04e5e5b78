import { z } from "zod";
import type { ChannelSender, OutboundMessage, SendResult } from "#channels/sender.ts";
import { smsConfig, smsCredentials } from "#channels/sms/definition.ts";
import { findMessages } from "#channels/sms/find-messages.ts";
import { basicAuthorization, formOf, messagesUrl } from "#channels/sms/requests.ts";
import { smsLength } from "#channels/sms/segments.ts";
import { addressProblem, errorOf } from "#channels/sms/twilio-errors.ts";

/** Milliseconds until an answer must be there; past it nobody knows whether the message was taken. */
const TIME_LIMIT = 15_000;
const DEFAULT_RETRY = 1_000;
const LONGEST_RETRY = 3_600_000;

const accepted = z.object({
  sid: z.string().min(1),
  status: z.string(),
  num_segments: z.string().optional(),
});
const refused = z.object({ code: z.union([z.number(), z.string()]), message: z.string().optional() });

/** Sends by Twilio's Messages resource: https://www.twilio.com/docs/messaging/api/message-resource */
export const smsSender: ChannelSender = {
  async send(account, message, { now, signal }) {
    const config = smsConfig.safeParse(account.config);
    const credentials = smsCredentials.safeParse(account.credentials);
    if (!config.success || !credentials.success) {
      return final("not_configured", "The SMS account has no number or no credentials");
    }
    const limit = AbortSignal.timeout(TIME_LIMIT);
    const { accountSid } = config.data;
    try {
      const response = await fetch(messagesUrl(account, accountSid), {
        method: "POST",
        headers: {
          authorization: basicAuthorization(accountSid, credentials.data.authToken),
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
        },
        body: formOf(config.data, message).toString(),
        redirect: "error",
        signal: signal ? AbortSignal.any([limit, signal]) : limit,
      });
      return await resultOf(response, message, now());
    } catch (error) {
      return afterNoAnswer(error);
    }
  },
  find: findMessages,
};

async function resultOf(response: Response, message: OutboundMessage, now: number): Promise<SendResult> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const taken = accepted.safeParse(body);
    if (!taken.success) return { kind: "unknown", reason: "Twilio's answer could not be read" };
    const segments = Number(taken.data.num_segments ?? smsLength(message.text).segments);
    return { kind: "accepted", externalId: taken.data.sid, status: "sent", segments };
  }
  const said = refused.safeParse(body);
  const code = said.success ? String(said.data.code) : String(response.status);
  if (response.status === 429 || code === "20429") {
    return { kind: "later", at: now + retryAfter(response.headers, now), reason: "Twilio's rate limit" };
  }
  if (response.status === 503) {
    return { kind: "failed", code, message: "Twilio is not available now", retryable: true };
  }
  if (response.status >= 500) return { kind: "unknown", reason: `Twilio answered ${response.status}` };
  const address = addressProblem(code);
  return {
    kind: "failed",
    ...errorOf(code, said.success ? said.data.message : undefined),
    ...(address && { address }),
  };
}

/** Retry-After in seconds or as a date, in milliseconds from now. */
function retryAfter(headers: Headers, now: number): number {
  const value = headers.get("retry-after");
  if (!value) return DEFAULT_RETRY;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_RETRY) : DEFAULT_RETRY;
}

/** Only what happens before a connection stands proves that nothing was sent. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function afterNoAnswer(error: unknown): SendResult {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code && NOT_CONNECTED.has(cause.code)) {
    return {
      kind: "failed",
      code: "unreachable",
      message: "Twilio could not be reached",
      retryable: true,
    };
  }
  return { kind: "unknown", reason: "No answer came from Twilio" };
}

function final(code: string, message: string): SendResult {
  return { kind: "failed", code, message, retryable: false };
}
