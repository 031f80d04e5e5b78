import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import type { HttpEffect } from "#core/journey/effect.ts";
import { fillSecrets } from "#core/journey/secret-marks.ts";
import { httpConfigSchema, httpDefinition } from "#nodes/http/definition.ts";

const config = {
  method: "POST",
  url: "https://api.example.com/orders?name={{ contact.firstName | url_encode }}",
  headers: { authorization: "Bearer {{ secrets.token }}", "x-tier": "{{ contact.tier }}" },
  body: {
    text: "{{ message.text }}",
    tags: "{{ contact.tags }}",
    key: "k-{{ secrets.token }}",
    bare: "{{ secrets.token }}",
  },
  secrets: ["token"],
  saveAs: "order",
};

const effectOf = (player: ReturnType<typeof playNode>) => player.effect.effect as HttpEffect;

describe("http", () => {
  it("renders address, headers and body, and keeps the types of the body", () => {
    expect(effectOf(playNode("http", config))).toMatchObject({
      kind: "http",
      method: "POST",
      url: "https://api.example.com/orders?name=Ann",
      headers: { "x-tier": "gold" },
      body: { text: "Hello", tags: ["vip"] },
      secrets: ["token"],
      timeout: "PT10S",
      saves: true,
    });
  });

  it("keeps secrets out of the run: marks stand where they go", () => {
    const player = playNode("http", config);
    const { headers, body, mark } = effectOf(player);
    const secrets = new Map([["token", "s3cret"]]);
    expect(fillSecrets(headers, mark, secrets).authorization).toBe("Bearer s3cret");
    expect(fillSecrets(body ?? null, mark, secrets)).toMatchObject({ key: "k-s3cret", bare: "s3cret" });
    expect(JSON.stringify(player.run)).not.toContain("{{ secrets");
  });

  it("does not let a customer ask for a secret", () => {
    const asking = { ...config, headers: {}, body: "{{ message.text }} {{ contact.firstName }}" };
    const text = "{{ secrets.token }}";
    const player = playNode("http", asking, {
      facts: { message: { ...messageWith(text) } },
    });
    const { body, mark } = effectOf(player);
    expect(fillSecrets(body ?? null, mark, new Map([["token", "s3cret"]]))).toBe(`${text} Ann`);
  });

  it("leaves by success and saves the answer, or by failed with the reason", () => {
    const done = playNode("http", config).outcome({ status: "done", result: { id: 7 } });
    expect([done.end, done.run.vars]).toEqual(["success", { order: { id: 7 } }]);
    const failed = playNode("http", config).fail("http_404", "The service answered 404");
    expect(failed.end).toBe("failed");
    expect(failed.transitions.map(({ why }) => why)).toContain("The service answered 404");
    expect(playNode("http", { ...config, saveAs: "x" }).fail().run.vars).toEqual({});
  });

  it("wants every secret it uses to be listed, and names the field that does not", () => {
    const { secrets: _, ...unlisted } = config;
    const parsed = httpConfigSchema.safeParse(unlisted);
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([
      "headers.authorization",
      "body.key",
      "body.bare",
    ]);
    expect(httpDefinition.references?.(httpConfigSchema.parse(config) as never)).toEqual([
      { path: "secrets.0", kind: "secret", key: "token" },
    ]);
    expect(() => playNode("http", { ...config, body: "{{ secrets.token | upcase }}" })).toThrow(
      "unknown_variable",
    );
  });

  it("refuses a body with GET, and headers that are not the author's to set", () => {
    expect(httpConfigSchema.safeParse({ method: "GET", url: "https://a.b", body: "x" }).success).toBe(false);
    const host = { method: "GET", url: "https://a.b", headers: { Host: "x" } };
    expect(httpConfigSchema.safeParse(host).success).toBe(false);
  });

  it("says on its card what it calls", () => {
    expect(httpDefinition.summary({ method: "GET", url: "https://a.b/c" })).toBe("GET https://a.b/c");
  });
});

function messageWith(text: string) {
  return {
    id: "message-9",
    text,
    channel: "sms" as const,
    at: 0,
    intent: null,
    intentConfidence: null,
    sentiment: null,
    attachmentCount: 0,
  };
}
