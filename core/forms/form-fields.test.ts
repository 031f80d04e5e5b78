import { describe, expect, it } from "vitest";
import { type FormField, formFieldsSchema, readSubmission } from "#core/forms/form-fields.ts";

const fields: FormField[] = formFieldsSchema.parse([
  { key: "email", label: "E-mail", type: "email", isRequired: true },
  { key: "phone", label: "Phone", type: "phone" },
  { key: "age", label: "Age", type: "number" },
  { key: "visit", label: "Visit", type: "date" },
  { key: "agreed", label: "Agreed", type: "boolean" },
  { key: "plan", label: "Plan", type: "choice", choices: ["gold", "silver"] },
  { key: "note", label: "Note", type: "text" },
]);

const valid = {
  email: " a@example.com ",
  phone: "+351 912 345 678",
  age: 41,
  visit: "2026-05-04",
  agreed: false,
};

describe("a form's submission", () => {
  it("is taken with what is empty left out", () => {
    const { values, faults } = readSubmission(fields, { ...valid, plan: "", note: null });
    expect(faults).toEqual([]);
    expect(values).toEqual(valid);
  });

  it.each([
    ["email", "nobody"],
    ["email", null],
    ["phone", "call me"],
    ["age", "41"],
    ["visit", "tomorrow"],
    ["agreed", "yes"],
    ["plan", "bronze"],
    ["note", { text: "no" }],
    ["shoeSize", 42],
  ])("is refused for %s: %s, and names the field", (key, value) => {
    const { faults } = readSubmission(fields, { ...valid, [key]: value });
    expect(faults.map(({ path }) => path)).toEqual([`fields.${key}`]);
  });

  it("has fields of different keys, and choices where it offers them", () => {
    const field = { key: "plan", label: "Plan", type: "text" };
    expect(formFieldsSchema.safeParse([field, field]).success).toBe(false);
    expect(formFieldsSchema.safeParse([{ ...field, type: "choice" }]).success).toBe(false);
    expect(formFieldsSchema.safeParse([{ ...field, choices: ["gold"] }]).success).toBe(false);
  });
});
