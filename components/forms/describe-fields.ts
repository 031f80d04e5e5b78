import type { FieldHints, Widget } from "#core/journey/field-hints.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import type { Json } from "#core/json.ts";

export interface Option {
  value: string;
  label: string;
}

/** How a field is drawn, with what that needs to know. */
export type Control =
  | { kind: "number"; minimum?: number; maximum?: number; integer: boolean }
  | { kind: "switch" }
  | { kind: "select"; options: Option[] }
  | { kind: "multiSelect"; options: Option[] }
  | { kind: "reference"; reference: ReferenceKind; many: boolean }
  | { kind: "group"; fields: FieldDescription[] }
  | { kind: "list"; item: FieldDescription[]; noun: string }
  | { kind: Exclude<Widget, `reference${string}` | "group" | "channel" | "channels" | ListWidget> }
  | { kind: "cases" };

type ListWidget = "cases" | "choices" | "buttons" | "attachments" | "skills";

export interface FieldDescription {
  name: string;
  title: string;
  description?: string;
  placeholder?: string;
  required: boolean;
  defaultValue?: Json;
  advanced: boolean;
  exclusive?: string;
  showWhen?: { field: string; in: string[] };
  control: Control;
}

/** As much of JSON Schema as zod writes for configs, and as authors of activities write. */
export interface FieldSchema extends FieldHints {
  type?: string | string[];
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: FieldSchema[];
  default?: Json;
  minimum?: number;
  maximum?: number;
}

const NOUNS: Partial<Record<Widget, string>> = {
  choices: "choice",
  buttons: "button",
  attachments: "attachment",
  skills: "skill",
};

/** Words that read better than their key split into words. */
const NAMES: Record<string, string> = {
  sms: "SMS",
  whatsapp: "WhatsApp",
  email: "E-mail",
  webchat: "Web chat",
  url: "Link",
  id: "Id",
};

/** The fields of an object's JSON Schema in its order. `text` draws plain strings, by default as one line. */
export function describeFields(schema: FieldSchema, text: Widget = "text"): FieldDescription[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    title: property.title ?? humanize(name),
    ...(property.description ? { description: property.description } : {}),
    ...(property.placeholder ? { placeholder: property.placeholder } : {}),
    ...(property.default === undefined ? {} : { defaultValue: property.default }),
    ...(property.exclusive ? { exclusive: property.exclusive } : {}),
    ...(property.showWhen ? { showWhen: property.showWhen } : {}),
    required: required.has(name) && property.default === undefined,
    advanced: property.advanced === true,
    control: controlOf(property, text),
  }));
}

/** "preferredTime" and "preferred_time" become "Preferred time". */
export function humanize(name: string): string {
  if (NAMES[name]) return NAMES[name];
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function controlOf(schema: FieldSchema, text: Widget): Control {
  return schema.widget ? fromWidget(schema.widget, schema, text) : fromType(schema, text);
}

function fromWidget(widget: Widget, schema: FieldSchema, text: Widget): Control {
  const [name, reference] = widget.split(":") as [string, ReferenceKind | undefined];
  if (reference) return { kind: "reference", reference, many: name === "references" };
  switch (widget) {
    case "channel":
      return { kind: "select", options: optionsOf(schema) };
    case "channels":
      return { kind: "multiSelect", options: optionsOf(schema.items ?? schema) };
    case "group":
      return { kind: "group", fields: describeFields(schema, text) };
    case "choices":
    case "buttons":
    case "attachments":
    case "skills":
      return { kind: "list", item: describeFields(schema.items ?? {}, text), noun: NOUNS[widget] ?? "entry" };
    default:
      return { kind: widget } as Control;
  }
}

function fromType(schema: FieldSchema, text: Widget): Control {
  if (schema.enum) return { kind: "select", options: optionsOf(schema) };
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== "null") : schema.type;
  switch (type) {
    case "boolean":
      return { kind: "switch" };
    case "integer":
    case "number":
      return {
        kind: "number",
        integer: type === "integer",
        ...bound("minimum", schema.minimum),
        ...bound("maximum", schema.maximum),
      };
    case "string":
      return { kind: text } as Control;
    case "array":
      return fromItems(schema.items ?? {}, text);
    case "object":
      return schema.properties ? { kind: "group", fields: describeFields(schema, text) } : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

function fromItems(items: FieldSchema, text: Widget): Control {
  if (items.enum) return { kind: "multiSelect", options: optionsOf(items) };
  if (items.properties) return { kind: "list", item: describeFields(items, text), noun: "entry" };
  return items.type === "string" ? { kind: "words" } : { kind: "json" };
}

function optionsOf(schema: FieldSchema): Option[] {
  const values = schema.enum ?? (schema.anyOf ?? []).flatMap((each) => each.enum ?? [each.const]);
  return values
    .filter((value): value is string => typeof value === "string")
    .map((value) => ({ value, label: schema.labels?.[value] ?? humanize(value) }));
}

/** zod writes the limits of a safe integer; those say nothing to an author. */
function bound(name: "minimum" | "maximum", value: number | undefined) {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? {} : { [name]: value };
}
