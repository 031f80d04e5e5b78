import { createHash } from "node:crypto";
import twilio from "twilio";
import type {
  ChannelInbound,
  InboundAttachment,
  InboundStatus,
  OpenAccount,
  ParsedWebhook,
  WebhookRequest,
} from "#channels/inbound.ts";
import { smsCredentials } from "#channels/sms/definition.ts";
import { addressProblem, errorOf } from "#channels/sms/twilio-errors.ts";

const SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const ADDRESS = /^(\+[1-9]\d{5,14}|\d{3,8}|[A-Za-z0-9 &+_-]{1,11})$/;

/** Twilio's webhooks for SMS and MMS: https://www.twilio.com/docs/messaging/guides/webhook-request */
export const smsInbound: ChannelInbound = {
  verify,
  parse,
  answer: { contentType: "text/xml", body: "<Response/>" },
  keptHeaders: ["content-type", "i-twilio-idempotency-token", "user-agent"],
};

function verify(request: WebhookRequest, account: OpenAccount): boolean {
  const credentials = smsCredentials.safeParse(account.credentials);
  const signature = request.headers["x-twilio-signature"];
  if (!credentials.success || !signature) return false;
  const { authToken } = credentials.data;
  // Twilio's own check compares in constant time and accepts the address with and without its port.
  if (new URL(request.url).searchParams.has("bodySHA256")) {
    return twilio.validateRequestWithBody(authToken, signature, request.url, textOf(request));
  }
  return twilio.validateRequest(authToken, signature, request.url, valuesOf(textOf(request)));
}

function parse(request: WebhookRequest): ParsedWebhook {
  if (request.method !== "POST") return refuse("Twilio posts its webhooks");
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    return refuse("The body must be application/x-www-form-urlencoded");
  }
  const form = new URLSearchParams(textOf(request));
  const sid = form.get("MessageSid") ?? form.get("SmsMessageSid") ?? form.get("SmsSid") ?? "";
  if (!SID.test(sid)) return refuse("MessageSid is missing or is not a message's SID");
  const status = form.get("MessageStatus");
  return status ? parseStatus(sid, status, form) : parseMessage(sid, form);
}

function parseMessage(sid: string, form: URLSearchParams): ParsedWebhook {
  const from = form.get("From")?.trim() ?? "";
  if (!ADDRESS.test(from)) return refuse("From is missing or is not a number");
  if (!form.has("Body") && !form.has("NumMedia")) return refuse("Body is missing");
  const media = attachmentsOf(sid, form);
  if (!media) return refuse("NumMedia, MediaUrl and MediaContentType do not agree");
  const text = (form.get("Body") ?? "").replaceAll("\u0000", "");
  return {
    ok: true,
    deliveryKey: sid,
    items: [
      { kind: "message", externalId: sid, from: { kind: "phone", address: from }, text, attachments: media },
    ],
  };
}

/** Media stay with Twilio until they are fetched. Null when the form contradicts itself. */
function attachmentsOf(sid: string, form: URLSearchParams): InboundAttachment[] | null {
  const count = Number(form.get("NumMedia") ?? "0");
  if (!Number.isInteger(count) || count < 0 || count > 10) return null;
  const media: InboundAttachment[] = [];
  for (let index = 0; index < count; index += 1) {
    const url = form.get(`MediaUrl${index}`);
    const contentType = form.get(`MediaContentType${index}`) ?? "application/octet-stream";
    if (!url || !URL.canParse(url)) return null;
    media.push({ name: `${sid}-${index + 1}`, contentType, url, size: 0 });
  }
  return media;
}

const FINAL: Record<string, InboundStatus["status"]> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "failed",
  failed: "failed",
};
const EARLIER = new Set(["accepted", "scheduled", "queued", "sending", "receiving", "received", "canceled"]);

/** Statuses before `sent` say nothing that accepting the message has not said already. */
function parseStatus(sid: string, told: string, form: URLSearchParams): ParsedWebhook {
  const status = FINAL[told];
  const deliveryKey = `${sid}:${told}:${digest(form.get("ErrorCode") ?? "")}`;
  if (!status) {
    return EARLIER.has(told)
      ? { ok: true, deliveryKey, items: [] }
      : refuse("MessageStatus is not a status Twilio documents");
  }
  const code = form.get("ErrorCode");
  const item: InboundStatus = { kind: "status", externalId: sid, status };
  if (status === "failed") {
    item.error = errorOf(code ?? "unknown", form.get("ErrorMessage") ?? undefined);
    const problem = addressProblem(code);
    if (problem) item.address = problem;
  }
  return { ok: true, deliveryKey, items: [item] };
}

function valuesOf(body: string): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name);
    values[name] = all.length > 1 ? all : (all[0] ?? "");
  }
  return values;
}

function textOf(request: WebhookRequest): string {
  return Buffer.from(request.body).toString("utf8");
}

function digest(text: string): string {
  return text === "" ? "" : createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function refuse(message: string): ParsedWebhook {
  return { ok: false, message };
}
