import type { Json, JsonObject } from "#core/json.ts";
import { isTemplate } from "#core/templates/value-templates.ts";

interface Renderer {
  render(text: string): string;
  lookup(path: string): Json | undefined;
}

/** A text that is nothing but one variable keeps the variable's type: `"{{ vars.count }}"` stays a number. */
const ONE_VARIABLE = /^\s*\{\{-?\s*([A-Za-z]\w*(?:\.[\w-]+)+)\s*-?\}\}\s*$/;

/** Renders every text inside a JSON value. */
export function renderValue(value: Json, renderer: Renderer): Json {
  if (typeof value === "string") return renderText(value, renderer);
  if (Array.isArray(value)) return value.map((item) => renderValue(item, renderer));
  if (typeof value === "object" && value !== null) return renderObject(value, renderer);
  return value;
}

/** The same for an object, which stays one. */
export function renderObject(value: JsonObject, renderer: Renderer): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renderValue(child, renderer)]));
}

function renderText(text: string, renderer: Renderer): Json {
  if (!isTemplate(text)) return text;
  const path = ONE_VARIABLE.exec(text)?.[1];
  if (path === undefined) return renderer.render(text);
  return renderer.lookup(path) ?? "";
}
