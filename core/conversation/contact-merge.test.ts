import { describe, expect, it } from "vitest";
import {
  conversationsToReturn,
  type MergeableFields,
  type MovedRows,
  mergedFields,
  unmergedFields,
} from "#core/conversation/contact-merge.ts";

const nobody: MergeableFields = {
  firstName: null,
  lastName: null,
  name: null,
  locale: null,
  timezone: null,
  tier: null,
  tags: [],
  attributes: {},
};
const ines = { ...nobody, name: "Ines", tags: ["vip"], attributes: { city: "Bonn" } };
const other = {
  ...nobody,
  name: "I. Ruiz",
  tier: "gold",
  tags: ["vip", "new"],
  attributes: { city: "Köln", pet: "cat" },
};

describe("merging fields", () => {
  it("keeps what the survivor has and fills in what it lacks", () => {
    expect(mergedFields(ines, other)).toEqual({
      ...nobody,
      name: "Ines",
      tier: "gold",
      tags: ["vip", "new"],
      attributes: { city: "Bonn", pet: "cat" },
    });
  });

  it("is undone to exactly what was before, when nothing was edited since", () => {
    expect(unmergedFields(ines, other, mergedFields(ines, other))).toEqual(ines);
  });

  it("keeps what was edited since, even on a field that the merge had filled in", () => {
    const edited = { ...mergedFields(ines, other), tier: "platinum", tags: ["vip", "new", "called"] };
    edited.attributes = { city: "Berlin", pet: "dog" };
    expect(unmergedFields(ines, other, edited)).toEqual({
      ...ines,
      tier: "platinum",
      tags: ["vip", "called"],
      attributes: { city: "Berlin", pet: "dog" },
    });
  });
});

describe("conversations that go back", () => {
  const moved = { conversations: ["old"] } as MovedRows;

  it("are those that were moved, and those begun since over addresses that go back", () => {
    const since = [
      { id: "theirs", identityIds: ["phone"] },
      { id: "ours", identityIds: ["mail"] },
      { id: "both", identityIds: ["phone", "mail"] },
      { id: "silent", identityIds: [] },
    ];
    expect(conversationsToReturn(moved, since, ["phone"])).toEqual(["old", "theirs"]);
  });

  it("are named once", () => {
    expect(conversationsToReturn(moved, [{ id: "old", identityIds: ["phone"] }], ["phone"])).toEqual(["old"]);
  });
});
