import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import { isAuthentic, readBody, refusalOf } from "#tests/emulators/twilio/requests.ts";

export interface SentMessage {
  sid: string;
  acceptedAt: Date;
  to: string;
  from: string | null;
  body: string;
  mediaUrls: string[];
  statusCallback: string | null;
}

/** What the next request meets: each is used once, first in, first out. */
export type Fault =
  | { kind: "rateLimit"; retryAfter: number }
  | { kind: "error"; status: number; code: number; message?: string }
  | { kind: "hold"; until: Promise<void> }
  | { kind: "hangBefore" }
  | { kind: "hangAfter" }
  | { kind: "resetAfter" };

export interface EmulatorOptions {
  accountSid?: string;
  authToken?: string;
  port?: number;
  /** Statuses called back by itself after accepting; none by default. */
  callbacks?: string[];
  /** The app's webhook that customers' messages go to. */
  webhookUrl?: string;
  /** What a request meets that no fault of `failNext` is for. */
  faults?: () => Fault | undefined;
}

/** An HTTP server as strict as Twilio's Messages resource, which counts what it accepts. */
export class TwilioEmulator {
  readonly accountSid: string;
  readonly authToken: string;
  readonly accepted: SentMessage[] = [];
  /** Requests that were well-formed and authentic, whatever became of them. */
  requests = 0;
  callbacks: string[];
  webhookUrl: string | null;
  /** Called with each message at the moment it is accepted. */
  onAccepted: ((sent: SentMessage) => void) | undefined;
  private readonly chance: () => Fault | undefined;
  /** Whether it can be asked what it has accepted. */
  lists = false;
  private readonly faults: Fault[] = [];
  private readonly changes = new EventEmitter();
  private readonly server: Server;

  private constructor(options: EmulatorOptions) {
    this.accountSid = options.accountSid ?? `AC${randomBytes(16).toString("hex")}`;
    this.authToken = options.authToken ?? randomBytes(16).toString("hex");
    this.callbacks = options.callbacks ?? [];
    this.webhookUrl = options.webhookUrl ?? null;
    this.chance = options.faults ?? (() => undefined);
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  }

  /** Listens on 127.0.0.1, on a free port unless one is named. */
  static async start(options: EmulatorOptions = {}): Promise<TwilioEmulator> {
    const emulator = new TwilioEmulator(options);
    emulator.server.listen(options.port ?? 0, "127.0.0.1");
    await once(emulator.server, "listening");
    return emulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  /** The next request that is well-formed meets this. */
  failNext(fault: Fault): void {
    this.faults.push(fault);
  }

  /** How many accepted messages went to a number, with a text if one is given. */
  count(to: string, body?: string): number {
    return this.accepted.filter((sent) => sent.to === to && (body === undefined || sent.body === body))
      .length;
  }

  /** Resolves with the first accepted message that fits, also one that is still to come. */
  async waitForMessage(fits: (sent: SentMessage) => boolean, limit = 60_000): Promise<SentMessage> {
    const signal = AbortSignal.timeout(limit);
    for (;;) {
      const found = this.accepted.find(fits);
      if (found) return found;
      await once(this.changes, "accepted", { signal });
    }
  }

  /** A person with a phone: sends signed webhooks like Twilio's. */
  customer(number: string, options: { to?: string } = {}) {
    const to = options.to ?? "+15017122661";
    return {
      number,
      sends: (text: string, extra: Record<string, string> = {}) =>
        this.postWebhook(this.webhookUrl ?? "", this.inbound(number, to, text, extra)),
    };
  }

  /** The form fields of an inbound message, with a SID of its own. */
  inbound(
    from: string,
    to: string,
    text: string,
    extra: Record<string, string> = {},
  ): Record<string, string> {
    const sid = `SM${randomBytes(16).toString("hex")}`;
    return {
      ToCountry: "US",
      SmsMessageSid: sid,
      NumMedia: "0",
      SmsSid: sid,
      SmsStatus: "received",
      Body: text,
      FromCountry: "US",
      To: to,
      NumSegments: "1",
      MessageSid: sid,
      AccountSid: this.accountSid,
      From: from,
      ApiVersion: "2010-04-01",
      ...extra,
    };
  }

  /** Posts a form with the signature Twilio would put on it for that address. */
  async postWebhook(url: string, fields: Record<string, string>, signedUrl = url): Promise<Response> {
    const signature = twilio.getExpectedTwilioSignature(this.authToken, signedUrl, fields);
    return fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": signature,
        "i-twilio-idempotency-token": randomBytes(16).toString("hex"),
        "user-agent": "TwilioProxy/1.1",
      },
      body: new URLSearchParams(fields),
    });
  }

  /** Calls a message's status back, signed. */
  async callBack(
    sent: SentMessage,
    status: string,
    extra: Record<string, string> = {},
  ): Promise<Response | null> {
    if (!sent.statusCallback) return null;
    return this.postWebhook(sent.statusCallback, this.statusFields(sent, status, extra));
  }

  statusFields(
    sent: SentMessage,
    status: string,
    extra: Record<string, string> = {},
  ): Record<string, string> {
    return {
      SmsSid: sent.sid,
      SmsStatus: status,
      MessageStatus: status,
      To: sent.to,
      MessageSid: sent.sid,
      AccountSid: this.accountSid,
      From: sent.from ?? "",
      ApiVersion: "2010-04-01",
      ...extra,
    };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = new URL(request.url ?? "/", this.url).pathname;
    if (path === "/emulator/accepted") return answer(response, 200, this.accepted);
    if (path !== `/2010-04-01/Accounts/${this.accountSid}/Messages.json`) {
      return refuse(response, 404, 20404, "The requested resource was not found");
    }
    if (request.method === "GET" && this.lists) {
      this.list(request, response);
      return;
    }
    if (request.method !== "POST") return refuse(response, 405, 20004, "Method not allowed");
    if (!isAuthentic(request, this.accountSid, this.authToken)) {
      return refuse(response, 401, 20003, "Authenticate");
    }
    if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
      return refuse(response, 400, 20001, "The body must be form-encoded");
    }
    const form = new URLSearchParams(body);
    const refusal = refusalOf(form);
    this.requests += 1;
    if (refusal) return refuse(response, refusal.status, refusal.code, refusal.message);
    await this.take(form, request, response);
  }

  private list(request: IncomingMessage, response: ServerResponse): void {
    if (!isAuthentic(request, this.accountSid, this.authToken)) {
      refuse(response, 401, 20003, "Authenticate");
      return;
    }
    const query = new URL(request.url ?? "/", this.url).searchParams;
    const fits = (sent: SentMessage) =>
      (!query.has("To") || sent.to === query.get("To")) &&
      (!query.has("From") || sent.from === query.get("From"));
    const messages = this.accepted.filter(fits).reverse();
    answer(response, 200, {
      messages: messages.map(({ sid, to, from, body, acceptedAt }) => ({
        sid,
        to,
        from,
        body,
        direction: "outbound-api",
        status: "sent",
        date_created: acceptedAt.toUTCString(),
      })),
      page: 0,
    });
  }

  private async take(
    form: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.faults.shift() ?? this.chance();
    if (fault?.kind === "rateLimit") {
      response.setHeader("retry-after", String(fault.retryAfter));
      return refuse(response, 429, 20429, "Too Many Requests");
    }
    if (fault?.kind === "error")
      return refuse(response, fault.status, fault.code, fault.message ?? "Refused");
    if (fault?.kind === "hangBefore") return;
    if (fault?.kind === "hold") await fault.until;
    const sent = this.accept(form);
    if (fault?.kind === "hangAfter") return;
    if (fault?.kind === "resetAfter") {
      request.socket.destroy();
      return;
    }
    answer(response, 201, {
      sid: sent.sid,
      account_sid: this.accountSid,
      status: "queued",
      to: sent.to,
      from: sent.from,
      body: sent.body,
      num_segments: "1",
      num_media: String(sent.mediaUrls.length),
      error_code: null,
      error_message: null,
    });
    for (const status of this.callbacks) await this.callBack(sent, status);
  }

  private accept(form: URLSearchParams): SentMessage {
    const sent: SentMessage = {
      sid: `SM${randomBytes(16).toString("hex")}`,
      acceptedAt: new Date(),
      to: form.get("To") ?? "",
      from: form.get("From"),
      body: form.get("Body") ?? "",
      mediaUrls: form.getAll("MediaUrl"),
      statusCallback: form.get("StatusCallback"),
    };
    this.accepted.push(sent);
    this.changes.emit("accepted", sent);
    this.onAccepted?.(sent);
    return sent;
  }
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  const more = `https://www.twilio.com/docs/errors/${code}`;
  answer(response, status, { code, message, more_info: more, status });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
