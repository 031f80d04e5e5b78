import type { TemplateUse } from "#core/journey/node-definition.ts";

/** Every text inside a JSON value that holds Liquid, with its dotted path. */
export function listValueTemplates(value: unknown, path: string): TemplateUse[] {
  if (typeof value === "string") return isTemplate(value) ? [{ path, text: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => listValueTemplates(child, `${path}.${key}`));
}

/** Whether a text holds any Liquid at all. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}
