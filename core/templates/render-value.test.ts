import { describe, expect, it } from "vitest";
import type { Json } from "#core/json.ts";
import { renderValue } from "#core/templates/render-value.ts";

const values: Record<string, Json> = { "vars.count": 3, "vars.list": ["a"] };
const renderer = { render: (text: string) => `<${text}>`, lookup: (path: string) => values[path] };

describe("renderValue", () => {
  it("renders every text that holds Liquid, at any depth", () => {
    expect(renderValue({ a: ["{{ x.y }} b", "plain", 5, null], b: { c: true } }, renderer)).toEqual({
      a: ["<{{ x.y }} b>", "plain", 5, null],
      b: { c: true },
    });
  });

  it("keeps the type of a text that is one variable and nothing else", () => {
    expect(renderValue("{{ vars.count }}", renderer)).toBe(3);
    expect(renderValue(" {{vars.list}} ", renderer)).toEqual(["a"]);
    expect(renderValue("{{ vars.unset }}", renderer)).toBe("");
  });
});
