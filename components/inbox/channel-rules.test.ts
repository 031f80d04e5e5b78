import { expect, test } from "vitest";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Consent } from "#core/api/contacts.ts";
import { channelRule } from "./channel-rules.ts";

const hour = 3_600_000;
const now = Date.parse("2026-03-02T12:00:00Z");
const open = { consents: [], accounts: [], replyWindow: null, lastInboundAt: null, now };
const denies = (purpose: string) => [{ channel: "sms", purpose, state: "denied" }] as unknown as Consent[];

test("an opt-out closes the channel, one from marketing alone does not", () => {
  expect(channelRule("sms", { ...open, consents: denies("care") }).closed).toContain("opted out");
  expect(channelRule("sms", { ...open, consents: denies("marketing") }).closed).toBeNull();
});

test("a channel with a reply window says how long it is still open, and closes after it", () => {
  const window = { ...open, replyWindow: 24 * hour };
  expect(channelRule("whatsapp", { ...window, lastInboundAt: "2026-03-02T10:00:00Z" }).notes).toEqual([
    "22h left to answer",
  ]);
  expect(channelRule("whatsapp", { ...window, lastInboundAt: "2026-03-01T11:00:00Z" }).closed).toContain(
    "template",
  );
  expect(channelRule("whatsapp", window).closed).toContain("template");
});

test("what a message costs is said where the account knows it", () => {
  const accounts = [
    { type: "sms", sending: { price: { amount: 0.05, currency: "EUR" } } },
  ] as unknown as ChannelAccount[];
  expect(channelRule("sms", { ...open, accounts }).notes).toEqual(["0.05 EUR a message"]);
});
