import { describe, expect, it } from "vitest";
import { contact, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { playNode, SECOND } from "#core/journey/__fixtures__/player.ts";
import type { ContactFacts } from "#core/journey/variables.ts";
import type { Json, JsonObject } from "#core/json.ts";
import { readDate } from "#nodes/ask/read-date.ts";

/** What is saved of an answer; undefined where it does not fit. */
function answer(config: JsonObject, text: string, person: Partial<ContactFacts> = {}): Json | undefined {
  const facts = { contact: { ...contact, ...person } };
  const player = playNode("ask", { text: "?", saveAs: "it", retries: 0, ...config }, { facts }).outcome();
  return player.say(text).pass(2 * SECOND).run.vars.it;
}

describe("an answer", () => {
  it.each([
    ["hello", "hello"],
    ["  hello ", "hello"],
    ["hi", undefined],
    ["hello there", undefined],
    ["   ", undefined],
  ])("that is text: “%s”", (text, expected) => {
    expect(answer({ min: 3, max: 8 }, text)).toBe(expected);
  });

  it.each([
    ["35", 35],
    ["I am 35 years old", 35],
    ["-3.5", -3.5],
    ["12,5", 12.5],
    ["1,250", 1250],
    ["1.250,75", 1250.75],
    ["1,250.75 EUR", 1250.75],
    ["1 000 000", 1_000_000],
    ["0,125", 0.125],
    ["3.", 3],
    ["two", undefined],
    ["1 or 2", undefined],
    ["9999999", undefined],
    ["1.2.3.4", 123.4],
  ])("that is a number: “%s”", (text, expected) => {
    expect(answer({ expect: "number", max: 2_000_000 }, text)).toBe(expected);
  });

  it.each([
    ["Ann@Example.COM", "Ann@example.com"],
    ["it's <ann.lee+x@mail.example.co.uk>.", "ann.lee+x@mail.example.co.uk"],
    ["mailto:a@b.co", "a@b.co"],
    ["ann@example", undefined],
    ["ann at example.com", undefined],
    ["a@b@c.de", undefined],
  ])("that is an e-mail address: “%s”", (text, expected) => {
    expect(answer({ expect: "email" }, text)).toBe(expected);
  });

  it.each([
    ["+44 20 7946 0958", {}, "+442079460958"],
    ["0660 1234567", {}, "+436601234567"],
    ["my number is (202) 555-0143", { phone: null, locale: "en-US" }, "+12025550143"],
    ["0660 1234567", { phone: null, locale: "en" }, undefined],
    ["no", {}, undefined],
  ])("that is a phone number: “%s”", (text, person, expected) => {
    expect(answer({ expect: "phone" }, text, person)).toBe(expected);
  });

  it.each([
    ["2026-03-09", "en", "2026-03-09"],
    ["2026-3-9", "en", "2026-03-09"],
    ["9.3.2026", "de", "2026-03-09"],
    ["9/3/26", "en-GB", "2026-03-09"],
    ["3/9/2026", "en-US", "2026-03-09"],
    ["9 March", "en", "2026-03-09"],
    ["March 9th, 2027", "en", "2027-03-09"],
    ["9. März", "de", "2026-03-09"],
    ["1 March", "en", "2027-03-01"],
    ["tomorrow", "en", "2026-03-03"],
    ["Today!", "en", "2026-03-02"],
    ["31.2.2026", "de", undefined],
    ["29 Feb", "en", undefined],
    ["soon", "en", undefined],
  ])("that is a date: “%s” in %s", (text, locale, expected) => {
    expect(answer({ expect: "date" }, text, { locale })).toBe(expected);
  });

  it("that is a day is the contact's day", () => {
    const lateEvening = { now: MONDAY + 13 * 3_600_000, locale: null };
    expect(readDate("today", { ...lateEvening, zone: "UTC" })).toEqual({ ok: true, value: "2026-03-02" });
    expect(readDate("today", { ...lateEvening, zone: "Europe/Vienna" })).toEqual({
      ok: true,
      value: "2026-03-03",
    });
  });

  const choices = [
    { value: "am", label: { default: "Morning", de: "Vormittag" }, synonyms: ["early"] },
    { value: "pm", label: "Afternoon", synonyms: ["late", "after lunch"] },
  ];
  it.each([
    ["Morning", "am"],
    ["AM", "am"],
    ["vormittag!", "am"],
    ["2", "pm"],
    ["After lunch, please", "pm"],
    ["the afternoon would be fine", "pm"],
    ["morning or afternoon", undefined],
    ["3", undefined],
    ["whenever", undefined],
    ["!!!", undefined],
  ])("that is one of the choices: “%s”", (text, expected) => {
    expect(answer({ expect: "choice", choices }, text)).toBe(expected);
  });

  it.each([
    ["1010", "1010"],
    ["10100", undefined],
    ["A-1010", undefined],
  ])("of a form: “%s”", (text, expected) => {
    expect(answer({ expect: "regex", pattern: "\\d{4}" }, text)).toBe(expected);
  });

  it("of a form, however hostile the pattern and the text", () => {
    const started = performance.now();
    expect(answer({ expect: "regex", pattern: "(a+)+b" }, "a".repeat(9000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("that is a file", () => {
    const player = playNode("ask", { text: "?", saveAs: "it", expect: "file", retries: 0 }).outcome();
    player.say("here", { id: "m1", attachmentCount: 2 }).pass(2 * SECOND);
    expect(player.run.vars.it).toEqual({ count: 2, messages: ["m1"] });
    expect(answer({ expect: "file" }, "no file")).toBeUndefined();
  });
});
