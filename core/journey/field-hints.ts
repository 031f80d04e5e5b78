import type { z } from "zod";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";

/**
 * How the inspector draws a config field. Where a field has no hint, its zod type decides
 * (enum → select, boolean → switch, number, string → one line).
 *
 * text, longText: plain text, one line or several. template: Liquid that is not localised.
 * localizedText: Liquid, by language. condition: the condition builder. duration, signedDuration: ISO 8601.
 * dateTime: an ISO date-time or Liquid. time: HH:mm. timezone: contact, workspace or an IANA zone.
 * channel, channels: one or several channels (with `reply` and `best` where the enum has them).
 * words: a list of short strings. variableName: the name of a `vars` entry to save.
 * variablePath: a path such as contact.attributes.plan. path: a writable path.
 * reference:<kind>, references:<kind>: one key, or several, of the workspace's things.
 * cases, choices, buttons, attachments, changes, skills: lists with an editor of their own.
 * messageTemplate: an approved template with its variables. activityInput: a form made of the activity's
 * input schema. values: texts by name, Liquid. group: a nested object drawn as a section. json: what is JSON by nature.
 */
export type Widget =
  | "text"
  | "longText"
  | "template"
  | "localizedText"
  | "condition"
  | "duration"
  | "signedDuration"
  | "dateTime"
  | "time"
  | "timezone"
  | "channel"
  | "channels"
  | "words"
  | "variableName"
  | "variablePath"
  | "path"
  | "cases"
  | "choices"
  | "buttons"
  | "attachments"
  | "changes"
  | "skills"
  | "messageTemplate"
  | "activityInput"
  | "values"
  | "group"
  | "json"
  | `reference:${ReferenceKind}`
  | `references:${ReferenceKind}`;

export interface FieldHints {
  title?: string;
  description?: string;
  widget?: Widget;
  placeholder?: string;
  /** Folded away under “More” until it is set. */
  advanced?: boolean;
  /** Fields with the same word here exclude each other: the form offers one at a time. */
  exclusive?: string;
  /** Shown only while another field has one of these values. */
  showWhen?: { field: string; in: string[] };
  /** Labels for the values of an enum. */
  labels?: Record<string, string>;
}

/** Attaches hints to a schema; call it last, because every zod method returns a schema without them. */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  hints: FieldHints & { title: string },
): Schema {
  return schema.meta({ ...hints }) as Schema;
}

/** The hints of a schema, looked for through `optional`, `default` and the like. */
export function hintsOf(schema: z.ZodType): FieldHints {
  const own = schema.meta() as FieldHints | undefined;
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return { ...(inner ? hintsOf(inner) : {}), ...own };
}
