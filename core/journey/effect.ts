import type { Channel } from "#core/channel.ts";
import type { Json, JsonObject } from "#core/json.ts";

export type Purpose = "transactional" | "care" | "marketing";

export interface SendEffect {
  kind: "send";
  channel: "reply" | "best" | Channel;
  account?: string;
  fallback: Channel[];
  purpose: Purpose;
  /** Rendered in the contact's locale. */
  text?: string;
  template?: { key: string; variables?: Record<string, string> };
  subject?: string;
  html?: string;
  attachments: { attachment: string }[];
  buttons: { id: string; label: string; url?: string }[];
  /** Whether the message counts as an answer to what the customer asked. */
  answers: boolean;
  ignoreQuietHours: boolean;
  /**
   * The node listens meanwhile and asks again by itself: where the message may not go out for a while, it is told
   * at once (`suppressed` with `notBefore`) instead of the run being put off.
   */
  asksAgain?: boolean;
}

export interface AssignEffect {
  kind: "assign";
  team?: string;
  agent?: string;
  rules?: string;
  strategy?: "roundRobin" | "skill" | "vip" | "leastBusy" | "sticky" | "manual";
  skills: { key: string; level: number }[];
  minTier?: string;
  mode: "direct" | "offer";
  offerTimeout: string;
  queueFor?: string;
  priority?: "low" | "normal" | "high" | "urgent";
  note?: string;
}

/** An assign that hands the conversation over: whoever gets it answers from then on, and is told what was said. */
export interface HandoffEffect extends Omit<AssignEffect, "kind"> {
  kind: "handoff";
  /** Whether the agent is told what the conversation was about. */
  summary: boolean;
  /** What the journey found out, for the agent. */
  collected: { name: string; value: Json }[];
  /** Whether the run waits until the person is through. */
  waitForReturn: boolean;
}

/**
 * A call to somebody's service. Where a secret goes stands its mark (`core/journey/secret-marks.ts`): the value is
 * put in when the call is made and is stored nowhere.
 */
export interface HttpEffect {
  kind: "http";
  method: HttpMethod;
  url: string;
  headers: Record<string, string>;
  /** A text goes as it is, anything else as JSON. */
  body?: Json;
  /** Keys of the secrets whose marks stand in url, headers or body. */
  secrets: string[];
  /** What this visit's marks are made with, so that nobody else's text can hold one. */
  mark: string;
  /** Of one attempt, ISO 8601. */
  timeout: string;
  /** Whether the answer is kept. */
  saves: boolean;
}

export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

export interface CallEffect {
  kind: "call";
  say: string;
  /** `timeout`: how long to listen, ISO 8601. */
  gather?: { kind: "speech" | "digits"; maxDigits?: number; timeout: string };
  /** A phone number. */
  transferTo?: string;
  /** What to say to a machine. */
  voicemail?: string;
  /** The voice account's key. */
  account?: string;
}

export interface CrmEffect {
  kind: "crm";
  /** The connection's key. */
  connection: string;
  action: "upsert" | "log" | "read";
  /** The CRM's own word for it. */
  object: string;
  /** Values to write, or to look a record up by. */
  fields: JsonObject;
  /** Of a read: the fields that are wanted; all without. */
  wanted?: string[];
}

interface AiTask {
  kind: "ai";
  /** The author's, in plain text: nothing that a customer wrote is put into it. */
  instructions?: string;
}

/** What a language model is asked; by task. Done with outlet `unsure`, it had nothing to go by. */
export type AiEffect =
  | (AiTask & { task: "reply"; knowledge: string[] })
  /** `schema` is JSON Schema as far as `core/journey/extract-schema.ts` knows it. */
  | (AiTask & { task: "extract"; schema: JsonObject })
  | (AiTask & { task: "classify"; labels: { key: string; description: string }[] })
  | (AiTask & { task: "summarise" });

export type Effect =
  | SendEffect
  | AssignEffect
  | HandoffEffect
  | { kind: "note"; text: string; mentions: string[] }
  | { kind: "escalate"; to: string; reason: string; priority?: "low" | "normal" | "high" | "urgent" }
  | { kind: "nudge"; text: string }
  | { kind: "sla"; policy: string; action: "start" | "pause" | "resume" | "stop" }
  | { kind: "task"; title: string; assignee?: string /** Epoch milliseconds. */; dueAt?: number }
  | { kind: "notify"; to: string; text: string }
  | { kind: "notifyOutside"; via: "email" | "webhook"; to: string; text: string }
  | {
      kind: "update";
      changes: { path: string; op: "set" | "unset" | "add" | "remove" | "increment"; value?: Json }[];
    }
  | {
      kind: "resolve";
      reason: string;
      evenIfAssigned: boolean;
      csat?: { channel: "reply" | Channel; text?: string; expires: string };
    }
  /** Starts a run of another journey; waited for or not. */
  | { kind: "journey"; journey: string; input: JsonObject; wait: boolean }
  | HttpEffect
  | AiEffect
  | CrmEffect
  | CallEffect
  | { kind: "custom"; activity: string; input: JsonObject; timeout?: string };

export type EffectKind = Effect["kind"];

const SLOW_KINDS = ["custom", "http", "ai", "crm", "call", "notifyOutside"] as const satisfies EffectKind[];
export type SlowKind = (typeof SLOW_KINDS)[number];

/** Effects that may take longer than about a second leave the chain for a lane of their own. */
export const SLOW_EFFECTS: ReadonlySet<EffectKind> = new Set<EffectKind>(SLOW_KINDS);

/** An effect with its key `runId:visit`: stable over retries, resets and continue-as-new. */
export interface KeyedEffect {
  key: string;
  nodeId: string;
  visit: number;
  effect: Effect;
}

/**
 * What became of an effect.
 * `done.outlet` names the way out where the outcome decides it (an assign, a custom activity).
 * `later` is a retry or a limit that becomes the run's own deadline (epoch ms); its code says which. `reserved` are the
 * journey's budgets in which it has a place by now, with the start (epoch ms) of the window that counts it.
 * `suppressed.notBefore` (epoch ms): it was not sent, but may be from then on.
 * `unknown` means that the provider may or may not have accepted it: never repeated silently.
 */
export type EffectOutcome =
  | { status: "done"; outlet?: string; result?: Json }
  | { status: "failed"; code: string; reason: string }
  | { status: "suppressed"; code: string; reason: string; notBefore?: number }
  | { status: "unknown"; reason: string }
  | { status: "later"; at: number; reason: string; code?: string; reserved?: Record<string, number> };
