import { describe, expect, it } from "vitest";
import { chooseText, localizedTextSchema } from "#core/templates/localized-text.ts";

const text = { default: "Hello", de: "Hallo", "pt-BR": "Oi", "zh-Hant": "您好" };

describe("chooseText", () => {
  it.each([
    ["de", "Hallo"],
    ["DE-at", "Hallo"],
    ["de_CH", "Hallo"],
    ["pt-BR", "Oi"],
    ["pt", "Oi"],
    ["pt-PT", "Oi"],
    ["zh-Hant-TW", "您好"],
    ["fr", "Hello"],
    ["default", "Hello"],
    [null, "Hello"],
  ])("for %s chooses %s", (locale, expected) => {
    expect(chooseText(text, locale)).toBe(expected);
  });

  it("takes a plain text for every locale", () => {
    expect(chooseText("Hi", "de")).toBe("Hi");
  });
});

describe("localizedTextSchema", () => {
  it("wants a default beside the languages, and tags that are language tags", () => {
    expect(localizedTextSchema.safeParse("Hi").success).toBe(true);
    expect(localizedTextSchema.safeParse(text).success).toBe(true);
    expect(localizedTextSchema.safeParse({ de: "Hallo" }).success).toBe(false);
    expect(localizedTextSchema.safeParse({ default: "Hi", german_: "Hallo" }).success).toBe(false);
    expect(localizedTextSchema.safeParse("x".repeat(20_001)).success).toBe(false);
  });
});
