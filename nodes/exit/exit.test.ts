import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { exitDefinition } from "#nodes/exit/definition.ts";

describe("exit", () => {
  it("ends the run with its reason", () => {
    const { run } = playNode("exit", { reason: "booked" });
    expect(run).toMatchObject({ status: "exited", ended: { reason: "booked" } });
    expect(playNode("exit", {}).end).toBe("ended");
  });

  it("has no way out", () => {
    expect(exitDefinition.outlets({})).toEqual([]);
    expect(exitDefinition.summary({ reason: "booked" })).toBe("End as booked");
  });
});
