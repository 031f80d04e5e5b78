import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenAccount } from "#channels/inbound.ts";
import type { OutboundMessage } from "#channels/sender.ts";
import { smsSender } from "#channels/sms/sender.ts";

let answer: { status: number; headers?: Record<string, string>; body: string };
let seen: { authorization: string | undefined; form: URLSearchParams };
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    seen = { authorization: request.headers.authorization, form: new URLSearchParams(text) };
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const NOW = Date.parse("2026-03-02T12:00:00Z");
const message: OutboundMessage = {
  messageId: "m1",
  to: "+14155550123",
  text: "Hello",
  attachments: [],
  buttons: [],
  statusCallbackUrl: "https://chat.example.com/callback",
};

function send(change: Partial<OpenAccount> = {}) {
  const account: OpenAccount = {
    id: "a",
    workspaceId: "w",
    provider: "twilio",
    config: { accountSid: `AC${"0".repeat(32)}`, phoneNumber: "+15017122661" },
    credentials: { authToken: "secret" },
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...change,
  };
  return smsSender.send(account, message, { now: () => NOW });
}

function twilioError(status: number, code: number, headers: Record<string, string> = {}) {
  answer = { status, headers, body: JSON.stringify({ code, message: "Twilio's words", status }) };
}

describe("sending an SMS", () => {
  it("posts a form with basic authentication and where to tell of it", async () => {
    answer = { status: 201, body: JSON.stringify({ sid: "SM1", status: "queued", num_segments: "1" }) };
    expect(await send()).toEqual({ kind: "accepted", externalId: "SM1", status: "sent", segments: 1 });
    expect(seen.authorization).toBe(`Basic ${Buffer.from(`AC${"0".repeat(32)}:secret`).toString("base64")}`);
    expect(Object.fromEntries(seen.form)).toEqual({
      To: "+14155550123",
      From: "+15017122661",
      Body: "Hello",
      StatusCallback: "https://chat.example.com/callback",
    });
  });

  it("waits as long as a rate limit says, in seconds or as a date", async () => {
    twilioError(429, 20429, { "retry-after": "7" });
    expect(await send()).toMatchObject({ kind: "later", at: NOW + 7_000 });
    twilioError(429, 20429, { "retry-after": "Mon, 02 Mar 2026 12:01:00 GMT" });
    expect(await send()).toMatchObject({ kind: "later", at: NOW + 60_000 });
  });

  it("tells final failures from ones worth another try", async () => {
    twilioError(400, 21211);
    expect(await send()).toMatchObject({ kind: "failed", retryable: false, address: "unreachable" });
    twilioError(400, 21610);
    expect(await send()).toMatchObject({ kind: "failed", retryable: false, address: "optedOut" });
    twilioError(503, 20503);
    expect(await send()).toMatchObject({ kind: "failed", retryable: true });
  });

  it("does not know what became of it after an error inside Twilio or an answer it cannot read", async () => {
    twilioError(500, 20500);
    expect(await send()).toMatchObject({ kind: "unknown" });
    answer = { status: 201, body: "<html>" };
    expect(await send()).toMatchObject({ kind: "unknown" });
  });

  it("knows that nothing was sent where there was no connection, or no settings", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await send({ apiBaseUrl: `http://127.0.0.1:${port}` })).toMatchObject({
      kind: "failed",
      retryable: true,
    });
    expect(await send({ credentials: {} })).toMatchObject({ kind: "failed", code: "not_configured" });
  });
});
