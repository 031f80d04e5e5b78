import type { EventType } from "#core/conversation/event-types.ts";
import type { Json, JsonObject } from "#core/json.ts";

/** What a node or an exit rule can listen for. A `message` reaches a node by the inbound order alone. */
export const LISTENABLE = [
  "message",
  "event",
  "crm",
  "status",
  "sentiment",
  "delivery",
  "click",
  "contact",
  "task",
] as const;

export type Listenable = (typeof LISTENABLE)[number];

/** Something that a run can hear of, beside messages that it is given. */
export interface Happening {
  /** One of `LISTENABLE`, or how an effect of the run's own was answered: `routing`, `handoff`, `journey`, `sla`. */
  on: string;
  /** The part of it that is asked for most: the event's name, the status it changed to, the button. */
  name?: string;
  data: JsonObject;
}

/**
 * Who hears of an event of the log. others: runs of the contact, but for the one that did it itself.
 * own: the run whose message it is. all: both. asker: only the run that asked, told by `answerVisit`.
 */
type Audience = "others" | "own" | "all" | "asker";

interface Heard {
  on: string;
  hears: Audience;
  name?: string | ((data: JsonObject) => Json | undefined);
}

const HEARD: Partial<Record<EventType, Heard>> = {
  "event.received": { on: "event", hears: "others", name: ({ name }) => name },
  "crm.received": { on: "crm", hears: "others", name: ({ object }) => object },
  "message.taken": { on: "message", hears: "others" },
  "message.sent": { on: "delivery", hears: "own", name: "sent" },
  "message.delivered": { on: "delivery", hears: "own", name: "delivered" },
  "message.read": { on: "delivery", hears: "own", name: "read" },
  "message.failed": { on: "delivery", hears: "own", name: "failed" },
  "message.clicked": { on: "click", hears: "all", name: ({ buttonId }) => buttonId },
  "conversation.status_changed": { on: "status", hears: "others", name: ({ to }) => to },
  "conversation.sentiment_turned": { on: "sentiment", hears: "others", name: ({ to }) => to },
  "conversation.updated": { on: "conversation", hears: "others" },
  "contact.updated": { on: "contact", hears: "others" },
  "contact.merged": { on: "contact", hears: "others", name: "merged" },
  "identity.linked": { on: "contact", hears: "others", name: "identities" },
  "consent.changed": { on: "contact", hears: "others", name: "consent" },
  "record.created": { on: "contact", hears: "others", name: recordName },
  "record.updated": { on: "contact", hears: "others", name: recordName },
  "record.deleted": { on: "contact", hears: "others", name: recordName },
  "task.completed": { on: "task", hears: "all", name: "completed" },
  "task.cancelled": { on: "task", hears: "all", name: "cancelled" },
  "task.moved": { on: "task", hears: "asker", name: "moved" },
  "task.overdue": { on: "task", hears: "all", name: "overdue" },
  "routing.answered": { on: "routing", hears: "asker", name: ({ outlet }) => outlet },
  "handoff.accepted": { on: "handoff", hears: "asker", name: "accepted" },
  "handoff.returned": { on: "handoff", hears: "asker", name: "returned" },
  "handoff.timed_out": { on: "handoff", hears: "asker", name: "timeout" },
  "sla.breached": { on: "sla", hears: "asker", name: "breached" },
  "call.settled": { on: "call", hears: "asker", name: ({ outcome }) => outcome },
  "run.returned": { on: "journey", hears: "asker", name: ({ status }) => status },
};

function recordName({ type }: JsonObject): string {
  return `records.${String(type)}`;
}

/** What a run hears of an event of the log; undefined where runs hear nothing of it. */
export function happeningOf(type: string, data: JsonObject): Happening | undefined {
  const heard = heardOf(type);
  if (!heard) return undefined;
  const name = typeof heard.name === "function" ? heard.name(data) : heard.name;
  return { on: heard.on, ...(typeof name === "string" ? { name } : {}), data };
}

/** Who hears of it; undefined where nobody does. */
export function audienceOf(type: string): Audience | undefined {
  return heardOf(type)?.hears;
}

function heardOf(type: string): Heard | undefined {
  return Object.hasOwn(HEARD, type) ? HEARD[type as EventType] : undefined;
}

/** Everything a listener may ask for by `name` or `to`: the fields of a contact that changed, say. */
export function wordsOf({ on, name, data }: Happening): string[] {
  const words = name === undefined ? [] : [name];
  if (on === "contact" || on === "conversation") words.push(...textsIn(data.fields).map(withoutRoot));
  if (on === "crm")
    words.push(...textsIn([data.change ?? null, `${String(data.object)}.${String(data.change)}`]));
  if (on === "task") words.push(...textsIn([data.taskId ?? null]));
  if (on === "delivery") words.push(...textsIn([data.nodeId ?? null]));
  return words;
}

/** Those it can be looked up by in `plans.listens`: its kind, and its kind with each word. */
export function listenWords(happening: Happening): string[] {
  return [happening.on, ...wordsOf(happening).map((word) => `${happening.on}:${word}`)];
}

/** What a listener asks for; `name` and `to` mean the same to most kinds. */
export interface Listener {
  on: string;
  name?: string;
  to?: string;
  channels?: readonly string[];
}

/** The word under which a listener is found by `listenWords`. */
export function listenWord({ on, name, to }: Listener): string {
  const asked = name ?? to;
  // A field of a contact is also changed with what is around it, hence looked at more closely later.
  return asked === undefined || on === "contact" || on === "conversation" ? on : `${on}:${asked}`;
}

/** Whether a happening is what a listener asks for, its condition apart. */
export function isHeardBy({ on, name, to, channels }: Listener, happening: Happening): boolean {
  if (on !== happening.on) return false;
  const words = wordsOf(happening);
  const asked = [name, to].filter((word) => word !== undefined);
  const isField = on === "contact" || on === "conversation";
  const fits = (word: string, other: string) => (isField ? isSameOrPartOf(word, other) : word === other);
  if (!asked.every((word) => words.some((other) => fits(word, other)))) return false;
  const { channel } = happening.data;
  return channels === undefined || typeof channel !== "string" || channels.includes(channel);
}

/** `attributes.plan` is part of `attributes`, and a change of either is one of the other. */
function isSameOrPartOf(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function withoutRoot(path: string): string {
  return path.replace(/^(contact|conversation)\./, "");
}

function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
