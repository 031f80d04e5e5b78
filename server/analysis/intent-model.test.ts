import { describe, expect, it } from "vitest";
import { bestGuess, type TaughtIntent, trainIntents } from "#server/analysis/intent-model.ts";

const teach = (key: string, examples: string[], keywords: string[] = []): TaughtIntent => ({
  key,
  examples,
  keywords,
});

const CLINIC = [
  teach("book", [
    "I would like to book an appointment",
    "Can I see a doctor next week?",
    "Do you have a free slot on Monday?",
    "Quisiera pedir una cita",
    "Ich brauche einen Termin",
    "予約をお願いします",
    "أريد حجز موعد",
  ]),
  teach("results", [
    "Are my blood results back?",
    "When will I get my lab report?",
    "¿Ya están los resultados?",
    "Sind meine Laborwerte schon da?",
    "検査結果はいつ出ますか",
    "هل ظهرت نتائج التحليل",
  ]),
  teach(
    "billing",
    [
      "I was charged twice for the same visit",
      "The invoice has the wrong amount",
      "Ma facture est fausse",
      "Wie kann ich die Rechnung bezahlen?",
      "請求書が間違っています",
      "Счёт неверный",
    ],
    ["refund", "Überweisung"],
  ),
];

const model = trainIntents(CLINIC);
const guess = (text: string) => bestGuess(model.rank(text))?.key ?? null;

describe("an intent", () => {
  it.each([
    ["could I book an appointment for my son", "book"],
    ["is there a free slot on Tuesday", "book"],
    ["are the blood results there", "results"],
    ["my lab report please", "results"],
    ["the amount on my invoice is wrong", "billing"],
    ["why was I charged 80 euros twice?", "billing"],
  ])("is known from other words than its examples: %s", (text, key) => {
    expect(guess(text)).toBe(key);
  });

  it.each([
    ["RESULTADOS, por favor", "results"],
    ["Quisiera pedir cita para mañana", "book"],
    ["quisiera pedír cita", "book"],
    ["die Rechnungen stimmen nicht", "billing"],
    ["uberweisung", "billing"],
    ["検査結果を知りたいです", "results"],
    ["予約したいです", "book"],
    ["نتائج التحليل من فضلك", "results"],
    ["неверный счет", "billing"],
  ])("is known in any language and script, without accents too: %s", (text, key) => {
    expect(guess(text)).toBe(key);
  });

  it.each(["hello", "Thanks!", "Guten Morgen", "👍", "", "   ", "?!", "asdf qwer", "谢谢", "\ud800"])(
    "is not seen in %j",
    (text) => {
      expect(guess(text)).toBeNull();
    },
  );

  it("is surer the more speaks for it, and never wholly", () => {
    const sure = model.rank("I would like to book an appointment")[0]?.confidence ?? 0;
    const unsure = model.rank("I would like to see the report of my appointment")[0]?.confidence ?? 0;
    expect(sure).toBeGreaterThan(0.75);
    expect(sure).toBeLessThan(1);
    expect(unsure).toBeLessThan(sure);
  });

  it("is ranked with its rivals, all between 0 and 1", () => {
    const ranked = model.rank("The invoice for my appointment");
    expect(ranked.length).toBeGreaterThan(1);
    expect(ranked.every(({ confidence }) => confidence > 0 && confidence < 1)).toBe(true);
    expect(ranked.map(({ confidence }) => confidence)).toEqual(
      [...ranked].map(({ confidence }) => confidence).sort((a, b) => b - a),
    );
  });
});

describe("learning", () => {
  it("tells a lone intent from what is none", () => {
    const lone = trainIntents([teach("billing", ["I was charged twice", "Wrong invoice", "Pay my bill"])]);
    expect(bestGuess(lone.rank("my invoice is wrong"))?.key).toBe("billing");
    for (const text of ["hello there", "what is the weather like", "ok thanks"]) {
      expect(bestGuess(lone.rank(text)), text).toBeNull();
    }
  });

  it("may have an intent for greetings", () => {
    const polite = trainIntents([...CLINIC, teach("greeting", ["hello", "hi", "good morning", "hey"])]);
    expect(bestGuess(polite.rank("Good morning!"))?.key).toBe("greeting");
    expect(bestGuess(polite.rank("are my results back"))?.key).toBe("results");
  });

  it("knows nothing of nothing, and minds no name", () => {
    expect(trainIntents([]).rank("hello")).toEqual([]);
    expect(trainIntents([teach("empty", [])]).rank("hello")).toEqual([]);
    const odd = trainIntents([
      teach("constructor", ["open the gate"]),
      teach("toString", ["close the door"]),
    ]);
    expect(odd.rank("the gate")[0]?.key).toBe("constructor");
    expect(odd.rank("__proto__ hasOwnProperty").every(({ confidence }) => confidence < 0.5)).toBe(true);
  });

  it("comes to the same each time", () => {
    const again = trainIntents(CLINIC);
    expect(again.rank("the results of my appointment")).toEqual(model.rank("the results of my appointment"));
  });

  it("takes little time however much there is to learn", () => {
    const word = (n: number) => `${"bcdfghjklm"[n % 10]}o${"npqrstvwxz"[Math.floor(n / 10) % 10]}a${n}`;
    const many = Array.from({ length: 50 }, (_, at) =>
      teach(
        `intent_${at}`,
        Array.from({ length: 1_000 }, (_, n) => `${word(at)} about ${word(n)} please, ${word(at + n)}`),
      ),
    );
    const before = process.cpuUsage();
    const large = trainIntents(many);
    const { user, system } = process.cpuUsage(before);
    // Of the processor, not by the clock: others may keep it busy.
    expect((user + system) / 1_000).toBeLessThan(3_000);
    expect(large.rank(`${word(7)} about it`)[0]?.key).toBe("intent_7");
  });
});
