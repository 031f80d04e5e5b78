import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { aiExtractDefinition } from "#nodes/ai-extract/definition.ts";

const schema = { type: "object", properties: { date: { type: "string" }, people: { type: "integer" } } };
const config = { schema, saveAs: "visit" };

describe("ai.extract", () => {
  it("asks for what the schema describes and saves it", () => {
    const player = playNode("ai.extract", config);
    expect(player.effect.effect).toEqual({ kind: "ai", task: "extract", schema });
    player.outcome({ status: "done", result: { values: { date: "2026-03-04", people: 2 } } });
    expect(player.end).toBe("next");
    expect(player.run.vars).toEqual({ visit: { date: "2026-03-04", people: 2 } });
  });

  it("leaves by unsure where it was not said, and saves nothing", () => {
    const player = playNode("ai.extract", config).outcome({ status: "done", outlet: "unsure", result: null });
    expect([player.end, player.run.vars]).toEqual(["unsure", {}]);
  });

  it("leaves by failed where the model fails", () => {
    expect(playNode("ai.extract", config).fail().end).toBe("failed");
  });

  it("says on its card what it looks for", () => {
    expect(aiExtractDefinition.summary({ schema })).toBe("Find out date and people");
  });
});
