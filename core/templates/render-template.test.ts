import { describe, expect, it } from "vitest";
import { renderTemplate } from "#core/templates/render-template.ts";
import { TemplateError } from "#core/templates/template-error.ts";

const scope = {
  now: "2026-03-01T23:30:00.000Z",
  contact: { firstName: "Ann", tags: ["a", "b"], birthday: "2026-05-01", nickname: null },
};

describe("renderTemplate", () => {
  it("renders variables, filters and defaults, and leaves plain text alone", () => {
    expect(renderTemplate("Hi {{ contact.firstName | upcase }}!", scope)).toBe("Hi ANN!");
    expect(renderTemplate("Hi {{ contact.nickname | default: 'there' }}", scope)).toBe("Hi there");
    expect(renderTemplate("100 % {plain}", scope)).toBe("100 % {plain}");
  });

  it("renders what is unset as empty", () => {
    expect(renderTemplate("[{{ contact.missing.deeper }}{{ nobody }}]", scope)).toBe("[]");
  });

  it("shows dates in the contact's zone and language, by the clock it is given", () => {
    const vienna = { zone: "Europe/Vienna", locale: "de_AT" };
    expect(renderTemplate("{{ 'now' | date: '%A %H:%M' }}", scope, vienna)).toBe("Montag 00:30");
    expect(renderTemplate("{{ now | date: '%H:%M' }}", scope, { zone: "UTC" })).toBe("23:30");
  });

  it("keeps the day of a date without a time in every zone", () => {
    for (const zone of ["America/Los_Angeles", "UTC", "Pacific/Auckland"]) {
      expect(renderTemplate("{{ contact.birthday | date: '%d.%m.' }}", scope, { zone })).toBe("01.05.");
    }
  });

  it("escapes values in HTML unless the author writes raw", () => {
    const html = renderTemplate(
      "<p>{{ contact.x }}{{ contact.x | raw }}</p>",
      { contact: { x: "<b>" } },
      { kind: "html" },
    );
    expect(html).toBe("<p>&lt;b&gt;<b></p>");
  });

  it("never reaches prototypes, and never writes into what it was given", () => {
    expect(renderTemplate("{{ contact.constructor }}{{ contact.__proto__ }}", scope)).toBe("");
    renderTemplate("{% increment contact %}{% assign now = 1 %}", scope);
    expect(scope.contact.firstName).toBe("Ann");
    expect(scope.now).toContain("2026");
  });

  it.each([
    ["a file", "{% include 'a' %}"],
    ["another template", "{% render 'a' %}"],
    ["a layout", "{% layout 'a' %}"],
    ["chance", "{{ contact.tags | sample }}"],
    ["an unknown filter", "{{ now | nope }}"],
    ["an open output", "{{ contact"],
  ])("refuses %s", (_what, template) => {
    expect(() => renderTemplate(template, scope)).toThrow(TemplateError);
  });

  it.each([
    ["an endless range", "{% for i in (1..1000000000) %}x{% endfor %}"],
    ["loops in loops", "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}"],
    [
      "doubling by append",
      "{% assign x = 'aaaa' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}",
    ],
    [
      "doubling by capture",
      "{% for i in (1..99) %}{% capture x %}{{ x }}{{ x }}a{% endcapture %}{% endfor %}",
    ],
    ["endless output", `{% for i in (1..9999) %}${"x".repeat(1000)}{% endfor %}`],
    ["a wide date", "{{ now | date: '%99999999d' }}"],
    ["deep nesting", `{{ a${"[a".repeat(5000)}${"]".repeat(5000)} }}`],
    ["a long template", `{{ now }}${"x".repeat(30_000)}`],
    ["many filters over a list", "{% assign a = (1..90000) | where_exp: 'x', 'x > 1' %}".repeat(100)],
  ])("stops a hostile template: %s", (_what, template) => {
    const started = performance.now();
    expect(() => renderTemplate(template, scope)).toThrow(TemplateError);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
