import { describe, expect, it } from "vitest";
import { chooseWinner } from "#core/journey/split-winner.ts";

const rule = { confidence: 0.95, minPerArm: 100 };
const arm = (name: string, runs: number, goals: number) => ({ arm: name, runs, goals });

describe("the winner of an experiment", () => {
  it("is the arm that is better beyond doubt", () => {
    expect(chooseWinner([arm("a", 1000, 100), arm("b", 1000, 150)], rule)).toBe("b");
    expect(chooseWinner([arm("a", 1000, 150), arm("b", 1000, 100)], rule)).toBe("a");
  });

  it("is decided at the 5 % of a two-sided test", () => {
    // z = 1.95 and 1.98 by hand: 1.96 is the border.
    expect(chooseWinner([arm("a", 1000, 100), arm("b", 1000, 127)], rule)).toBeNull();
    expect(chooseWinner([arm("a", 1000, 100), arm("b", 1000, 128)], rule)).toBe("b");
  });

  it("is stricter the more rivals there are", () => {
    const two = [arm("a", 1000, 100), arm("b", 1000, 129)];
    expect(chooseWinner(two, rule)).toBe("b");
    expect(chooseWinner([...two, arm("c", 1000, 100), arm("d", 1000, 100)], rule)).toBeNull();
  });

  it("needs as many runs in every arm as are asked for", () => {
    expect(chooseWinner([arm("a", 99, 1), arm("b", 5000, 2500)], rule)).toBeNull();
    expect(chooseWinner([arm("a", 100, 1), arm("b", 5000, 2500)], rule)).toBe("b");
  });

  it("is nobody where all are alike, nobody reached the goal, or there is one arm", () => {
    expect(chooseWinner([arm("a", 500, 100), arm("b", 500, 100)], rule)).toBeNull();
    expect(chooseWinner([arm("a", 500, 0), arm("b", 500, 0)], rule)).toBeNull();
    expect(chooseWinner([arm("a", 500, 500), arm("b", 500, 500)], rule)).toBeNull();
    expect(chooseWinner([arm("a", 500, 100)], rule)).toBeNull();
  });
});
