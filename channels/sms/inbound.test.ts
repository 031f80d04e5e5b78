import { readFileSync } from "node:fs";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import type { OpenAccount, WebhookRequest } from "#channels/inbound.ts";
import { smsInbound } from "#channels/sms/inbound.ts";

const account: OpenAccount = {
  id: "0192f0c1-0000-7000-8000-000000000001",
  workspaceId: "0192f0c1-0000-7000-8000-000000000002",
  provider: "twilio",
  config: { accountSid: `AC${"0".repeat(31)}1`, phoneNumber: "+15017122661" },
  credentials: { authToken: "12345" },
  apiBaseUrl: null,
};

interface Fixture {
  url: string;
  fields: Record<string, string>;
}

function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), "utf8"));
}

function requestOf({ url, fields }: Fixture, signedUrl = url): WebhookRequest {
  return {
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilio.getExpectedTwilioSignature("12345", signedUrl, fields),
    },
    body: Buffer.from(new URLSearchParams(fields).toString()),
  };
}

describe("the signature", () => {
  it("matches Twilio's own example", () => {
    const fields = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    const request = requestOf({ url: "https://mycompany.com/myapp.php?foo=1&bar=2", fields });
    expect(request.headers["x-twilio-signature"]).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    expect(smsInbound.verify(request, account)).toBe(true);
  });

  it("is taken over the address with and without its port", () => {
    const { url, fields } = fixture("inbound");
    const withPort = url.replace("chat.example.com", "chat.example.com:443");
    expect(smsInbound.verify(requestOf({ url, fields }, withPort), account)).toBe(true);
    expect(smsInbound.verify(requestOf({ url: withPort, fields }, url), account)).toBe(true);
  });

  it("is refused when missing, of another token, another address or another body", () => {
    const request = requestOf(fixture("inbound"));
    expect(smsInbound.verify({ ...request, headers: {} }, account)).toBe(false);
    expect(smsInbound.verify(request, { ...account, credentials: { authToken: "54321" } })).toBe(false);
    expect(smsInbound.verify({ ...request, url: "https://evil.example.com/" }, account)).toBe(false);
    expect(
      smsInbound.verify({ ...request, body: Buffer.concat([request.body, Buffer.from("&X=1")]) }, account),
    ).toBe(false);
  });
});

describe("an inbound message", () => {
  it("is read from what Twilio sends, fields nobody asked for included", () => {
    const parsed = smsInbound.parse(requestOf(fixture("inbound")), account);
    expect(parsed).toEqual({
      ok: true,
      deliveryKey: "SM00000000000000000000000000000a01",
      items: [
        {
          kind: "message",
          externalId: "SM00000000000000000000000000000a01",
          from: { kind: "phone", address: "+14155550123" },
          text: "Hi, do you have time on Friday? 😊",
          attachments: [],
        },
      ],
    });
  });

  it("brings its media as they lie at Twilio", () => {
    const parsed = smsInbound.parse(requestOf(fixture("inbound-mms")), account);
    const [item] = parsed.ok ? parsed.items : [];
    expect(item).toMatchObject({
      attachments: [{ contentType: "image/jpeg" }, { contentType: "video/mp4" }],
    });
  });

  it("that is rubbish is refused in words", () => {
    const request = (fields: Record<string, string>) =>
      smsInbound.parse(requestOf({ ...fixture("inbound"), fields }), account);
    const { fields } = fixture("inbound");
    expect(request({})).toEqual({ ok: false, message: expect.stringContaining("MessageSid") });
    expect(request({ ...fields, From: "<script>" })).toMatchObject({ ok: false });
    expect(request({ ...fields, NumMedia: "99" })).toMatchObject({ ok: false });
    const json = { ...requestOf(fixture("inbound")), headers: { "content-type": "application/json" } };
    expect(smsInbound.parse(json, account)).toMatchObject({ ok: false });
  });
});

describe("a status callback", () => {
  it("tells of a failure in words, and that the number is dead", () => {
    const parsed = smsInbound.parse(requestOf(fixture("status-undelivered")), account);
    expect(parsed.ok && parsed.items[0]).toMatchObject({
      kind: "status",
      status: "failed",
      error: { code: "30005", message: "The number is unknown or no longer in use", retryable: false },
      address: "unreachable",
    });
  });

  it("before `sent` is taken and says nothing new, and an unheard-of one is refused", () => {
    const { url, fields } = fixture("status-undelivered");
    const told = (MessageStatus: string) =>
      smsInbound.parse(requestOf({ url, fields: { ...fields, MessageStatus } }), account);
    expect(told("sending")).toMatchObject({ ok: true, items: [] });
    expect(told("exploded")).toMatchObject({ ok: false });
  });
});
