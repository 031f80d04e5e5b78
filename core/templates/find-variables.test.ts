import { describe, expect, it } from "vitest";
import { findVariables } from "#core/templates/find-variables.ts";

const namesIn = (template: string) => findVariables(template).variables.map((segments) => segments.join("."));

describe("findVariables", () => {
  it("names what a template reads from outside", () => {
    const template =
      "{% assign q = vars.a %}{{ q }}{% for t in contact.tags %}{{ t }}{{ forloop.index }}{% endfor %}" +
      "{% if message.text contains 'x' %}{{ contact.attributes['plan name'] }}{% endif %}";
    expect(namesIn(template).sort()).toEqual([
      "contact.attributes.plan name",
      "contact.tags",
      "message.text",
      "vars.a",
    ]);
  });

  it("stops before a segment that is computed, and names what computes it", () => {
    expect(namesIn("{{ vars[contact.tier] }}").sort()).toEqual(["contact.tier", "vars"]);
  });

  it("says why a template cannot be read", () => {
    expect(findVariables("{{ contact").error).toContain("not closed");
    expect(findVariables("{% nope %}").error).toContain("nope");
  });
});
