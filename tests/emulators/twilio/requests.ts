import type { IncomingMessage } from "node:http";

export interface TwilioError {
  status: number;
  code: number;
  message: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;
const MAGIC: Record<string, TwilioError> = {
  "+15005550001": {
    status: 400,
    code: 21211,
    message: "The 'To' number +15005550001 is not a valid phone number.",
  },
  "+15005550002": { status: 400, code: 21612, message: "The 'To' phone number cannot be reached." },
  "+15005550003": {
    status: 400,
    code: 21408,
    message: "Permission to send an SMS has not been enabled for the region.",
  },
  "+15005550004": { status: 400, code: 21610, message: "Attempt to send to unsubscribed recipient" },
  "+15005550009": { status: 400, code: 21614, message: "'To' number is not a valid mobile number" },
};

/** What Twilio says of a request to the Messages resource; null when it would take it. */
export function refusalOf(form: URLSearchParams): TwilioError | null {
  const to = form.get("To") ?? "";
  const from = form.get("From");
  const known = new Set(["To", "From", "MessagingServiceSid", "Body", "MediaUrl", "StatusCallback"]);
  const unknown = [...form.keys()].find((name) => !known.has(name));
  if (unknown) return bad(20001, `Parameter ${unknown} is not known to this emulator`);
  if (!to) return bad(21604, "A 'To' phone number is required.");
  if (!E164.test(to)) return bad(21211, `Invalid 'To' Phone Number: ${to}`);
  if (!from && !form.get("MessagingServiceSid")) return bad(21603, "A 'From' phone number is required.");
  if (from && !E164.test(from)) return bad(21212, `Invalid From Number (caller ID): ${from}`);
  if (from === to) return bad(21266, "'To' and 'From' number cannot be the same");
  const body = form.get("Body") ?? "";
  if (body === "" && !form.has("MediaUrl")) return bad(21602, "Message body is required.");
  if (body.length > 1600)
    return bad(21617, "The concatenated message body exceeds the 1600 character limit.");
  if (form.getAll("MediaUrl").length > 10) return bad(21623, "Number of media files exceeds allowed limit.");
  const callback = form.get("StatusCallback");
  if (callback && !URL.canParse(callback)) return bad(21609, "The 'StatusCallback' URL is not a valid URL.");
  return MAGIC[to] ?? null;
}

/** Basic authentication as Twilio demands it. */
export function isAuthentic(request: IncomingMessage, accountSid: string, authToken: string): boolean {
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  return request.headers.authorization === expected;
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function bad(code: number, message: string): TwilioError {
  return { status: 400, code, message };
}
