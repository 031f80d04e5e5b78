import { z } from "zod";

/** Longer than any message; keeps a hostile template from being parsed at all. */
export const MAXIMUM_TEMPLATE_LENGTH = 20_000;

const template = z.string().max(MAXIMUM_TEMPLATE_LENGTH);

/** BCP 47, as far as a journey needs it: language, script, region, variants. */
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/** Liquid, or Liquid by language tag with a `default`. */
export const localizedTextSchema = z
  .union([template, z.object({ default: template }).catchall(template)])
  .superRefine((text, context) => {
    if (typeof text === "string") return;
    for (const tag of Object.keys(text)) {
      if (tag === "default" || LANGUAGE_TAG.test(tag)) continue;
      context.addIssue({
        code: "custom",
        path: [tag],
        message: `“${tag}” is not a language tag such as en or pt-BR`,
      });
    }
  });

export type LocalizedText = z.output<typeof localizedTextSchema>;

/**
 * Picks the template for a locale: the exact tag, then shorter and shorter tags (RFC 4647 lookup),
 * then the same language in another region, then `default`.
 */
export function chooseText(text: LocalizedText, locale: string | null | undefined): string {
  if (typeof text === "string") return text;
  if (!locale) return text.default;
  const byTag = new Map(Object.entries(text).map(([tag, value]) => [tag.toLowerCase(), value]));
  byTag.delete("default");
  const parts = locale.replaceAll("_", "-").toLowerCase().split("-");
  for (let length = parts.length; length > 0; length -= 1) {
    const found = byTag.get(parts.slice(0, length).join("-"));
    if (found !== undefined) return found;
  }
  for (const [tag, value] of byTag) {
    if (tag.split("-")[0] === parts[0]) return value;
  }
  return text.default;
}

/** Every template in a text, each with its path inside the text. */
export function listTemplates(text: LocalizedText): { path: string; template: string }[] {
  if (typeof text === "string") return [{ path: "", template: text }];
  return Object.entries(text).map(([path, value]) => ({ path, template: value }));
}
