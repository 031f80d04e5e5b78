import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { channelDefinitions } from "#channels/definitions.ts";
import { channelInbounds } from "#channels/inbounds.ts";
import { channelSenders } from "#channels/senders.ts";
import { CHANNELS } from "#core/channel.ts";

describe.each(CHANNELS)("the channel %s", (channel) => {
  const definition = channelDefinitions[channel];

  it("stands under its own name, with a folder of its own", () => {
    expect(definition.channel).toBe(channel);
    expect(existsSync(new URL(`./${channel}/definition.ts`, import.meta.url))).toBe(true);
  });

  it("has a title and limits that screens can show", () => {
    expect(definition.title).not.toBe("");
    expect(definition.session.idle).toBeGreaterThan(0);
    expect(definition.providers.length).toBeGreaterThan(0);
  });

  it("refuses settings it does not know", () => {
    expect(definition.config.safeParse({ nonsense: true }).success).toBe(false);
    expect(definition.credentials.safeParse({ nonsense: "x" }).success).toBe(false);
  });

  it("can send once it can be connected, and otherwise not", () => {
    expect(channelSenders[channel] !== null).toBe(definition.available);
  });

  it("verifies before it parses: an unsigned webhook is never authentic", () => {
    const inbound = channelInbounds[channel];
    if (!inbound) return;
    const account = { id: "", workspaceId: "", provider: "", config: {}, credentials: {}, apiBaseUrl: null };
    const request = { method: "POST", url: "https://example.com/", headers: {}, body: new Uint8Array() };
    expect(inbound.verify(request, account)).toBe(false);
    expect(inbound.parse(request, account).ok).toBe(false);
    expect(inbound.keptHeaders).not.toContain("authorization");
    expect(existsSync(new URL(`./${channel}/__fixtures__`, import.meta.url))).toBe(true);
  });
});
