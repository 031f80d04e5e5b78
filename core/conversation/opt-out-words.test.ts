import { describe, expect, it } from "vitest";
import { optOutWordOf } from "#core/conversation/opt-out-words.ts";

describe("opt-out words", () => {
  it("knows STOP and its synonyms in any case and with punctuation", () => {
    for (const text of ["STOP", " stop. ", "Unsubscribe!", "opt-out", "STOPALL", "ARRÊT"]) {
      expect(optOutWordOf(text)).toBe("stop");
    }
  });

  it("takes a sentence that only contains the word for an ordinary message", () => {
    expect(optOutWordOf("please stop calling me")).toBeNull();
    expect(optOutWordOf("can you help")).toBeNull();
  });

  it("knows START and HELP, and leaves YES to the journey", () => {
    expect(optOutWordOf("Start")).toBe("start");
    expect(optOutWordOf("help")).toBe("help");
    expect(optOutWordOf("yes")).toBeNull();
  });
});
