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
}

export interface AssignEffect {
  kind: "assign";
  team?: string;
  agent?: string;
  rules?: string;
  strategy?: "roundRobin" | "leastBusy" | "sticky" | "manual";
  skills: { key: string; level: number }[];
  minTier?: string;
  mode: "direct" | "offer";
  offerTimeout: string;
  queueFor?: string;
  priority?: "low" | "normal" | "high" | "urgent";
  note?: string;
}

export type Effect =
  | SendEffect
  | AssignEffect
  | { kind: "note"; text: string; mentions: string[] }
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
  | { kind: "custom"; activity: string; input: JsonObject; timeout?: string };

export type EffectKind = Effect["kind"];

/** Effects that may take longer than about a second leave the chain for a lane of their own. */
export const SLOW_EFFECTS: ReadonlySet<EffectKind> = new Set<EffectKind>(["custom"]);

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
 * `later` is a retry or a rate limit that becomes the run's own deadline (epoch ms).
 * `unknown` means that the provider may or may not have accepted it: never repeated silently.
 */
export type EffectOutcome =
  | { status: "done"; outlet?: string; result?: Json }
  | { status: "failed"; code: string; reason: string }
  | { status: "suppressed"; code: string; reason: string }
  | { status: "unknown"; reason: string }
  | { status: "later"; at: number; reason: string };
