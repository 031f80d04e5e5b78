import { z } from "zod";
import type { Json, JsonObject } from "#core/json.ts";

const keySchema = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, "Letters, digits and _, beginning with a letter");

/** One thing that a form asks. `email` and `phone` say who filled it in. */
export const formFieldSchema = z
  .strictObject({
    key: keySchema,
    label: z.string().trim().min(1).max(200),
    type: z.enum(["text", "email", "phone", "number", "boolean", "date", "choice"]),
    isRequired: z.boolean().default(false),
    /** Of a choice. */
    choices: z.array(z.string().min(1).max(200)).min(1).max(200).optional(),
    /** Which part of the name of a new contact a text is. */
    savesTo: z.enum(["firstName", "lastName", "name"]).optional(),
  })
  .refine(({ type, choices }) => (type === "choice") === (choices !== undefined), {
    error: "A choice, and nothing else, has choices",
    path: ["choices"],
  });

export const formFieldsSchema = z
  .array(formFieldSchema)
  .max(100)
  .superRefine((fields, context) => {
    const seen = new Set<string>();
    for (const [index, { key }] of fields.entries()) {
      if (seen.has(key)) {
        context.addIssue({ code: "custom", path: [index, "key"], message: `There are two fields “${key}”` });
      }
      seen.add(key);
    }
  });

export type FormField = z.output<typeof formFieldSchema>;

/** A submission's custom event is called so. */
export function formEventName(slug: string): string {
  return `form:${slug}`;
}

export interface FieldFault {
  path: string;
  message: string;
}

/** What was filled in, checked; values that are empty are as if left out. */
export function readSubmission(
  fields: readonly FormField[],
  given: JsonObject,
): { values: JsonObject; faults: FieldFault[] } {
  const values: JsonObject = {};
  const faults: FieldFault[] = [];
  for (const key of Object.keys(given)) {
    if (!fields.some((field) => field.key === key)) {
      faults.push({ path: `fields.${key}`, message: `The form has no field “${key.slice(0, 100)}”` });
    }
  }
  for (const field of fields) {
    const value = Object.hasOwn(given, field.key) ? given[field.key] : undefined;
    const path = `fields.${field.key}`;
    if (value === undefined || value === null || value === "") {
      if (field.isRequired) faults.push({ path, message: `“${field.label}” is needed` });
      continue;
    }
    const message = faultOf(field, value);
    if (message) faults.push({ path, message });
    else values[field.key] = value;
  }
  return { values, faults };
}

function faultOf({ type, label, choices }: FormField, value: Json): string | null {
  switch (type) {
    case "number":
      return typeof value === "number" ? null : `“${label}” is a number`;
    case "boolean":
      return typeof value === "boolean" ? null : `“${label}” is true or false`;
    case "date": {
      const isDate =
        typeof value === "string" &&
        z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value).success;
      return isDate ? null : `“${label}” is a date such as 2026-05-04`;
    }
    case "choice":
      return typeof value === "string" && choices?.includes(value)
        ? null
        : `“${label}” is one of ${choices?.join(", ")}`;
    case "email":
      return typeof value === "string" && z.email().max(254).safeParse(value.trim()).success
        ? null
        : `“${label}” is an e-mail address`;
    case "phone":
      return typeof value === "string" && /^\+?[\d\s().-]{3,40}$/.test(value.trim())
        ? null
        : `“${label}” is a phone number with its country, such as +14155550123`;
    default:
      return typeof value === "string" && value.length <= 10_000
        ? null
        : `“${label}” is a text of at most 10000 characters`;
  }
}
