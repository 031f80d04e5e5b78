import type { Channel } from "#core/channel.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { evaluate, type FieldLookup } from "#core/conditions/evaluate.ts";

/** What a `trigger.message` node asks for, with defaults applied. */
export interface MessageTrigger {
  channels?: Channel[];
  accounts?: string[];
  on?: "everyMessage" | "conversationStart";
  intents?: string[];
  minConfidence?: number;
  keywords?: string[];
  when?: Condition;
  priority?: number;
}

export interface IncomingMessage {
  text: string;
  channel: Channel;
  /** Key of the channel account it came in on. */
  account: string | null;
  /** First of its conversation, or of its conversation since it was reopened. */
  startsConversation: boolean;
  intent: string | null;
  intentConfidence: number | null;
}

export interface TriggerCandidate {
  journeyId: string;
  versionId: string;
  nodeId: string;
  trigger: MessageTrigger;
  /** Epoch milliseconds; of two triggers with one priority the older version's wins. */
  publishedAt: number;
  /** Whether the journey's re-entry rule lets this contact in now. */
  mayEnter: boolean;
}

export interface JourneyEntry {
  journeyId: string;
  versionId: string;
  nodeId: string;
}

export interface InboundSituation {
  /** The message is an opt-out word, and has been dealt with as one. */
  isOptOut: boolean;
  humanHolds: boolean;
  /** The run that has the floor, unless it has declined this very message. */
  floorRunId: string | null;
  candidates: TriggerCandidate[];
  defaultJourney: (JourneyEntry & { mayEnter: boolean }) | null;
}

export type Taker =
  | { by: "optOut" }
  | { by: "human" }
  | { by: "run"; runId: string }
  | ({ by: "trigger" } & JourneyEntry)
  | ({ by: "default" } & JourneyEntry)
  | { by: "routing" };

/**
 * Who takes an inbound message; the first in the contract's order: opt-out words, a human holding the
 * conversation, the run with the floor, one trigger (highest priority, then oldest version), the workspace's
 * default inbound journey, routing.
 */
export function decideTaker(
  situation: InboundSituation,
  message: IncomingMessage,
  lookup: FieldLookup,
  now: number,
): Taker {
  if (situation.isOptOut) return { by: "optOut" };
  if (situation.humanHolds) return { by: "human" };
  if (situation.floorRunId) return { by: "run", runId: situation.floorRunId };
  const [best] = situation.candidates
    .filter(({ mayEnter, trigger }) => mayEnter && matchesTrigger(trigger, message, lookup, now))
    .sort(byPrecedence);
  if (best) return { by: "trigger", ...entryOf(best) };
  const fallback = situation.defaultJourney;
  if (fallback?.mayEnter) return { by: "default", ...entryOf(fallback) };
  return { by: "routing" };
}

/** Whether a message is what a trigger waits for. Keywords count as whole words, in any case and script. */
export function matchesTrigger(
  trigger: MessageTrigger,
  message: IncomingMessage,
  lookup: FieldLookup,
  now: number,
): boolean {
  if (trigger.channels && !trigger.channels.includes(message.channel)) return false;
  if (trigger.accounts && !(message.account && trigger.accounts.includes(message.account))) return false;
  if (trigger.on === "conversationStart" && !message.startsConversation) return false;
  if (trigger.intents && !hasIntent(trigger, message)) return false;
  if (trigger.keywords && !trigger.keywords.some((keyword) => hasKeyword(message.text, keyword)))
    return false;
  return !trigger.when || evaluate(trigger.when, lookup, now);
}

function byPrecedence(left: TriggerCandidate, right: TriggerCandidate): number {
  return (
    (right.trigger.priority ?? 0) - (left.trigger.priority ?? 0) ||
    left.publishedAt - right.publishedAt ||
    (left.versionId < right.versionId ? -1 : 1)
  );
}

function entryOf({ journeyId, versionId, nodeId }: JourneyEntry): JourneyEntry {
  return { journeyId, versionId, nodeId };
}

function hasIntent({ intents = [], minConfidence = 0.6 }: MessageTrigger, message: IncomingMessage): boolean {
  const { intent, intentConfidence } = message;
  return intent !== null && intents.includes(intent) && (intentConfidence ?? 0) >= minConfidence;
}

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}_]/u;

function hasKeyword(text: string, keyword: string): boolean {
  const within = normalise(text);
  const sought = normalise(keyword);
  if (sought === "") return false;
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const before = [...within.slice(0, at)].at(-1) ?? " ";
    const after = [...within.slice(at + sought.length, at + sought.length + 2)][0] ?? " ";
    if (!WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after)) return true;
  }
  return false;
}

function normalise(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
