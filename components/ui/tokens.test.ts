import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Colour = [lightness: number, chroma: number, hue: number];
type Theme = Map<string, Colour>;

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

function readTheme(block: string): Theme {
  const colours: Theme = new Map();
  for (const [, name, l, c, h] of block.matchAll(/--color-([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) {
    colours.set(String(name), [Number(l), Number(c), Number(h)]);
  }
  return colours;
}

const [lightBlock = "", darkBlock = ""] = css.split(/^\.dark \{/m);
const themes = { light: readTheme(lightBlock), dark: readTheme(darkBlock) };

/** Relative luminance of an OKLCH colour, clipped to sRGB. Björn Ottosson's matrices, WCAG 2.2's formula. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, front: string, back: string): number {
  const [one, other] = [front, back].map((name) => {
    const colour = theme.get(name);
    if (!colour) throw new Error(`No token --color-${name}`);
    return luminance(colour) + 0.05;
  }) as [number, number];
  return Math.max(one, other) / Math.min(one, other);
}

const GROUNDS = ["canvas", "surface", "raised", "sunken", "hover", "selected"];
const READ = ["ink", "ink-muted", "ink-faint", "accent-text", "positive", "warning", "danger", "info"];
const WITH_WASH = [...themes.light.keys()].filter(
  (name) => themes.light.has(`${name}-soft`) && name !== "chart",
);
const TEXT_PAIRS: [string, string][] = [
  ...READ.flatMap((front) => GROUNDS.map((back): [string, string] => [front, back])),
  ...WITH_WASH.filter((name) => name !== "accent").map((name): [string, string] => [name, `${name}-soft`]),
  ...WITH_WASH.map((name): [string, string] => ["ink", `${name}-soft`]),
  ["accent-text", "accent-soft"],
  ["accent-contrast", "accent"],
  ["accent-contrast", "accent-hover"],
  ["danger-contrast", "danger-solid"],
  ["danger-contrast", "danger-solid-hover"],
  ["ink", "note"],
  ["ink-muted", "note"],
  ["note-text", "note"],
];
const SHAPE_PAIRS: [string, string][] = [
  ...["focus", "accent", "chart", "chart-grey", "line-control"].map((name): [string, string] => [
    name,
    "surface",
  ]),
  ["focus", "canvas"],
];

describe.each(Object.entries(themes))("the %s theme", (_name, theme) => {
  test.each(TEXT_PAIRS)("reads %s on %s at 4.5:1 or better", (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(SHAPE_PAIRS)("shows %s on %s at 3:1 or better", (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(3);
  });
});

test("the dark theme names the same colours as the light one", () => {
  expect([...themes.dark.keys()].sort()).toEqual([...themes.light.keys()].sort());
});
