import { describe, expect, it } from "vitest";
import { mentionsIn } from "./mentions.ts";

const people = [
  { id: "ana", name: "Ana" },
  { id: "ana duarte", name: "Ana Duarte" },
  { id: "rui", name: "Rui" },
];

describe("those a note names", () => {
  it("are found by their name after an at sign", () => {
    expect(mentionsIn("@Rui, can you call her? @Ana knows why", people)).toEqual(["ana", "rui"]);
  });

  it("are not those whose name only begins another's", () => {
    expect(mentionsIn("Ask @Ana Duarte", people)).toEqual(["ana duarte"]);
  });

  it("are none where a name stands without the sign", () => {
    expect(mentionsIn("Ana said so", people)).toEqual([]);
  });
});
