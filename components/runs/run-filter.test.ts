import { expect, it } from "vitest";
import { bulkFilterOf } from "#components/runs/run-filter.ts";

it("acts on many only where something narrows the list", () => {
  expect(bulkFilterOf({ journey: "", node: "", version: "" }, "")).toBeNull();
  expect(bulkFilterOf({ journey: "j", node: "", version: "2" }, "stuck")).toEqual({
    journey: "j",
    version: 2,
    status: ["stuck"],
  });
});
