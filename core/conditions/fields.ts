import { CHANNELS } from "#core/channel.ts";
import type { FieldType } from "#core/conditions/operators.ts";

/** A variable of templates, conditions, or both. A path that ends in `.*` is an open namespace. */
export interface Field {
  path: string;
  type: FieldType;
  /** In a sentence: “the contact’s first name”. */
  label: string;
  /** The group it is listed under. */
  group: string;
  /** Absent: both. */
  only?: "templates" | "conditions";
  /** The values it can have, where there are few. */
  values?: readonly string[];
}

const STATUSES = ["new", "in_progress", "snoozed", "resolved", "spam"];
const PRIORITIES = ["low", "normal", "high", "urgent"];

type Row = [path: string, type: FieldType, label: string, extra?: Partial<Field>];

function group(name: string, rows: Row[]): Field[] {
  return rows.map(([path, type, label, extra]) => ({ path, type, label, group: name, ...extra }));
}

/** Everything templates and conditions can read, in the order in which it is offered. */
export const FIELDS: readonly Field[] = [
  ...group("Contact", [
    ["contact.firstName", "text", "first name"],
    ["contact.lastName", "text", "last name"],
    ["contact.name", "text", "name"],
    ["contact.email", "text", "e-mail address"],
    ["contact.phone", "text", "phone number"],
    ["contact.locale", "text", "language"],
    ["contact.timezone", "text", "time zone"],
    ["contact.tier", "text", "tier"],
    ["contact.tags", "list", "tags"],
    ["contact.audiences", "list", "audiences", { only: "conditions" }],
    ["contact.attributes.*", "any", "contact attribute"],
    ["contact.id", "text", "contact id"],
  ]),
  ...group("Records", [
    ["records.*.startsAt", "date", "start of a record"],
    ["records.*.endsAt", "date", "end of a record"],
    ["records.*.status", "text", "status of a record", { values: ["active", "completed"] }],
    ["records.*.title", "text", "title of a record"],
    ["records.*.timezone", "text", "time zone of a record"],
    ["records.*.data.*", "any", "field of a record"],
  ]),
  ...group("Message", [
    ["message.text", "text", "message text"],
    ["message.channel", "text", "message channel", { values: CHANNELS }],
    ["message.at", "date", "time of the message"],
    ["message.intent", "text", "message intent"],
    ["message.sentiment", "number", "message sentiment"],
  ]),
  ...group("Conversation", [
    ["conversation.status", "text", "conversation status", { values: STATUSES }],
    ["conversation.channel", "text", "channel", { values: CHANNELS }],
    ["conversation.startedChannel", "text", "first channel", { values: CHANNELS }],
    ["conversation.priority", "text", "priority", { values: PRIORITIES }],
    ["conversation.intent", "text", "conversation intent"],
    ["conversation.sentiment", "number", "conversation sentiment"],
    ["conversation.language", "text", "conversation language"],
    ["conversation.startedAt", "date", "start of the conversation"],
    ["conversation.tags", "list", "conversation tags"],
    ["conversation.attributes.*", "any", "conversation attribute"],
    ["conversation.memory.*", "any", "remembered fact"],
    ["conversation.id", "text", "conversation id"],
  ]),
  ...group("Journey", [
    ["vars.*", "any", "saved answer"],
    ["event.name", "text", "event"],
    ["event.occurredAt", "date", "time of the event"],
    ["event.properties.*", "any", "event property"],
    ["run.id", "text", "run id"],
    ["run.startedAt", "date", "start of the run"],
    ["run.journey", "text", "journey"],
  ]),
  ...group("Workspace", [
    ["agent.name", "text", "agent’s name"],
    ["agent.firstName", "text", "agent’s first name"],
    ["workspace.name", "text", "workspace’s name"],
    ["now", "date", "current time"],
    ["links.preferences", "text", "link to preferences", { only: "templates" }],
    ["links.csat", "text", "link to the satisfaction survey", { only: "templates" }],
    ["links.continue", "text", "link to go on elsewhere", { only: "templates" }],
    ["hours.*.open", "boolean", "business hours are open", { only: "conditions" }],
    ["consent.*.*", "boolean", "consent", { only: "conditions" }],
    ["verified.level", "number", "level of verification", { only: "conditions" }],
    ["events.*.count", "number", "number of events", { only: "conditions" }],
  ]),
];

interface FieldPattern {
  field: Field;
  parts: string[];
  /** Ends in `.*`: any depth below it is allowed, and the namespace as a whole. */
  open: boolean;
}

const PATTERNS: readonly FieldPattern[] = FIELDS.map((field) => {
  const parts = field.path.split(".");
  return { field, parts, open: parts.length < 4 && parts.at(-1) === "*" && parts[0] !== "consent" };
});

const BY_PATH: ReadonlyMap<string, Field> = new Map(FIELDS.map((field) => [field.path, field]));

function matches(pattern: FieldPattern, segments: readonly string[]): boolean {
  const { parts, open } = pattern;
  if (open ? segments.length < parts.length - 1 : segments.length !== parts.length) return false;
  return segments.every((segment, index) => {
    const part = parts[index];
    return part === undefined || part === "*" || part === segment;
  });
}

/** The field that a path names, wild cards included; undefined where there is none. */
export function findField(path: string | readonly string[]): Field | undefined {
  const segments = typeof path === "string" ? path.split(".") : path;
  const exact = BY_PATH.get(segments.join("."));
  if (exact) return exact;
  return PATTERNS.find((pattern) => pattern.parts.includes("*") && matches(pattern, segments))?.field;
}

/** Namespaces whose names are made by authors: an unknown one there is a warning, not an error. */
export function isOpenNamespace(field: Field): boolean {
  return /\.(attributes|memory|properties)\.\*$/.test(field.path);
}
