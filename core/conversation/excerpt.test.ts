import { describe, expect, it } from "vitest";
import { excerptOf, soughtWords } from "#core/conversation/excerpt.ts";

const marked = (text: string, query: string) => {
  const { excerpt, highlights } = excerptOf(text, soughtWords(query));
  return highlights.map(({ from, to }) => excerpt.slice(from, to));
};

describe("what a search shows", () => {
  it("marks words by how they begin, in any case and with any accents", () => {
    expect(marked("Appointments in ZÜRICH, disappointing", "appointment zurich")).toEqual([
      "Appointment",
      "ZÜRICH",
    ]);
    expect(marked("Die Straße und das Café", "strasse cafe")).toEqual(["Straße", "Café"]);
    expect(marked("ПРИВЕТ, как дела?", "привет")).toEqual(["ПРИВЕТ"]);
  });

  it("marks anywhere in scripts without spaces", () => {
    expect(marked("明日の予約をお願いします", "予約")).toEqual(["予約"]);
    expect(marked("สวัสดีครับ", "สวัสดี")).toHaveLength(1);
  });

  it("leaves out what is left out, takes phrases apart, and joins finds that touch", () => {
    expect(soughtWords('price -"too high" -no "next week" or')).toEqual(["price", "next", "week"]);
    expect(marked("abcabc", "abc abcab")).toEqual(["abcab"]);
  });

  it("shows the part around the first find, and cuts no letter in two", () => {
    const text = `${"😀 ".repeat(100)}needle ${"after ".repeat(100)}`;
    const { excerpt, highlights } = excerptOf(text, ["needle"]);
    expect(excerpt.length).toBeLessThan(230);
    expect(highlights.map(({ from, to }) => excerpt.slice(from, to))).toEqual(["needle"]);
    expect(excerpt.startsWith("…") && excerpt.endsWith("…")).toBe(true);
    expect(() => encodeURIComponent(excerpt)).not.toThrow();
  });

  it("shows the beginning where nothing is found", () => {
    expect(excerptOf("short", ["other"])).toEqual({ excerpt: "short", highlights: [] });
    expect(excerptOf("", [])).toEqual({ excerpt: "", highlights: [] });
  });
});
