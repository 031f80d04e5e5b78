import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { notifyConfigSchema, notifyDefinition } from "#nodes/notify/definition.ts";

const config = { via: "inApp", to: "supervisor", text: "{{ contact.name }} asked" };

describe("notify", () => {
  it("tells colleagues in the studio, and goes on", () => {
    const player = playNode("notify", config);
    expect(player.effect.effect).toEqual({ kind: "notify", to: "supervisor", text: "Ann Lee asked" });
    expect(player.outcome().end).toBe("next");
  });

  it.each(["email", "webhook"] as const)("leaves the chain to tell somebody by %s", (via) => {
    const to = via === "email" ? "{{ contact.attributes.owner }}" : "https://example.com/{{ contact.id }}";
    expect(playNode("notify", { ...config, via, to }).effect.effect).toMatchObject({
      kind: "notifyOutside",
      via,
    });
  });

  it("goes on where nobody could be told, and its timeline says why", () => {
    const player = playNode("notify", { ...config, via: "email", to: "a@b.co" });
    player.fail("not_configured", "E-mail is not set up: set SMTP_URL.");
    expect(player.end).toBe("next");
    expect(player.transitions.map(({ why }) => why)).toContain("E-mail is not set up: set SMTP_URL.");
  });

  it.each([
    ["inApp", "The night shift"],
    ["email", "not an address"],
    ["webhook", "supervisor"],
  ])("refuses what cannot be told by %s", (via, to) => {
    const problems = notifyConfigSchema.safeParse({ ...config, via, to }).error?.issues;
    expect(problems).toEqual([
      expect.objectContaining({ path: ["to"], message: expect.stringMatching(/^Write/) }),
    ]);
  });

  it("wants the teams and colleagues that it names to be there, and no others", () => {
    const references = (via: string, to: string) =>
      notifyDefinition.references?.(notifyConfigSchema.parse({ ...config, via, to }));
    expect(references("inApp", "a@b.co")).toEqual([{ path: "to", kind: "agent", key: "a@b.co" }]);
    expect(references("email", "care")).toEqual([{ path: "to", kind: "team", key: "care" }]);
    expect(references("email", "a@b.co")).toEqual([]);
    expect(references("webhook", "https://example.com")).toEqual([]);
  });

  it("says on its card whom it tells", () => {
    expect(notifyDefinition.summary({ to: "care", via: "inApp" })).toBe("Notify the team care");
    expect(notifyDefinition.summary({ to: "https://example.com", via: "webhook" })).toBe(
      "Notify https://example.com",
    );
    expect(notifyDefinition.summary({})).toBe("Notify somebody");
  });
});
