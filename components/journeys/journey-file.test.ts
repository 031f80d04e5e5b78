import { describe, expect, test } from "vitest";
import { journeyFileName, parseJourneyFile, renamedDocument } from "#components/journeys/journey-file.ts";

describe("parseJourneyFile", () => {
  test("takes an object with nodes", () => {
    const document = { name: "A", nodes: [], edges: [] };
    expect(parseJourneyFile(JSON.stringify(document))).toEqual({ document });
  });

  test.each(["", "{", "[]", "null", "7", '{"name":"A"}', '{"nodes":{}}'])(
    "says what is wrong with %j",
    (text) => {
      expect(parseJourneyFile(text)).toHaveProperty("problem", expect.stringContaining("This file"));
    },
  );
});

test("a copy gets a key of its own", () => {
  expect(renamedDocument({ key: "a", name: "A", nodes: [], edges: [] }, "B")).toEqual({
    name: "B",
    nodes: [],
    edges: [],
  });
});

test("a file's name is safe", () => {
  expect(journeyFileName("missed_call")).toBe("missed_call.journey.json");
  expect(journeyFileName("../..")).toBe("-.journey.json");
});
