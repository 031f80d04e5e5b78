import { describe, expect, it } from "vitest";
import { analyseText } from "#server/analysis/analyse-text.ts";

async function labels(texts: string[]) {
  const all = await Promise.all(texts.map((text) => analyseText(text)));
  return all.map(({ sentiment, language }) => `${language} ${sentiment.label}`);
}

describe("sentiment by word lists", () => {
  it("reads praise and complaint in six languages", async () => {
    const said: Record<string, [string, string]> = {
      en: ["Thank you so much, this was wonderful!", "This is terrible, I am very angry with your service"],
      es: ["Muchas gracias, el servicio es excelente", "El servicio es horrible, estoy muy decepcionado"],
      de: ["Vielen Dank, das war wirklich wunderbar", "Das ist schrecklich, ich bin sehr enttäuscht"],
      fr: ["Merci beaucoup, c'est génial", "C'est nul, je suis très déçu de votre service"],
      pt: ["Muito obrigado, o atendimento foi excelente", "O atendimento foi horrível, estou muito irritado"],
      pl: ["Bardzo dziękuję, wszystko było świetnie", "To jest okropne, jestem bardzo rozczarowany"],
    };
    for (const [language, [praise, complaint]] of Object.entries(said)) {
      expect(await labels([praise, complaint])).toEqual([`${language} positive`, `${language} negative`]);
    }
  });

  it("turns with a negation, within its clause", async () => {
    expect(await labels(["I am not happy with this"])).toEqual(["en negative"]);
    expect(await labels(["Das ist nicht gut"])).toEqual(["de negative"]);
    expect(await labels(["No, this is great"])).toEqual(["en positive"]);
    expect((await analyseText("not bad at all")).sentiment.score).toBeGreaterThan(0);
  });

  it("takes a plain question for neutral", async () => {
    const texts = [
      "When do you open on Saturday?",
      "My number is 555 0199",
      "Can I move my appointment to Tuesday?",
    ];
    expect((await labels(texts)).every((label) => label === "en neutral")).toBe(true);
  });

  it("takes a language it has no words of for neutral, and still names it", async () => {
    expect(await labels(["これはひどいサービスです"])).toEqual(["ja neutral"]);
  });

  it("reads emoji in any language", async () => {
    expect((await analyseText("😡😡")).sentiment.label).toBe("negative");
    expect((await analyseText("❤️")).sentiment.label).toBe("positive");
  });

  it("settles a short text by what the conversation speaks", async () => {
    expect((await analyseText("super", { language: "de" })).language).toBe("de");
    expect(await analyseText("", { language: "fr" })).toEqual({
      language: "fr",
      sentiment: { label: "neutral", score: 0 },
    });
  });

  it("stays between −1 and 1, also for rubbish", async () => {
    for (const text of ["terrible ".repeat(900), "great ".repeat(900), "\u0000\ud800", "💥".repeat(3000)]) {
      expect(Math.abs((await analyseText(text)).sentiment.score)).toBeLessThanOrEqual(1);
    }
  });
});
