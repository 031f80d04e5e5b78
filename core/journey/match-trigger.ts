import type { Channel } from "#core/channel.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { evaluate, type FieldLookup } from "#core/conditions/evaluate.ts";
import { containsWords, plainWords } from "#core/conditions/values.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import type { MessageFacts } from "#core/journey/variables.ts";

/** What may start a run. */
export type Occasion =
  | { kind: "message"; message: MessageFacts; account: string; startsConversation: boolean }
  | { kind: "event"; name: string };

export interface TriggerContext {
  /** Fields of the trigger's condition; for an event they include `event.*`. */
  lookup: FieldLookup;
  /** Epoch milliseconds. */
  now: number;
  /** IANA zone in which dates without an offset are read. */
  zone?: string;
}

/** Configs as the definitions of `trigger.message` and `trigger.event` parse them. */
interface MessageTriggerConfig {
  channels?: Channel[];
  accounts?: string[];
  on: "everyMessage" | "conversationStart";
  intents?: string[];
  minConfidence: number;
  keywords?: string[];
  when?: Condition;
}

interface EventTriggerConfig {
  event: string;
  when?: Condition;
}

/** Whether a trigger of a plan starts a run on an occasion. */
export function matchTrigger(
  trigger: Pick<PlanNode, "type" | "config">,
  occasion: Occasion,
  context: TriggerContext,
): boolean {
  if (trigger.type === "trigger.message" && occasion.kind === "message") {
    const config = trigger.config as unknown as MessageTriggerConfig;
    return matchMessage(config, occasion) && holds(config.when, context);
  }
  if (trigger.type === "trigger.event" && occasion.kind === "event") {
    const config = trigger.config as unknown as EventTriggerConfig;
    return config.event === occasion.name && holds(config.when, context);
  }
  return false;
}

function holds(when: Condition | undefined, { lookup, now, zone }: TriggerContext): boolean {
  return when === undefined || evaluate(when, lookup, now, zone);
}

function matchMessage(
  config: MessageTriggerConfig,
  { message, account, startsConversation }: Extract<Occasion, { kind: "message" }>,
): boolean {
  if (config.channels && !config.channels.includes(message.channel)) return false;
  if (config.accounts && !config.accounts.includes(account)) return false;
  if (config.on === "conversationStart" && !startsConversation) return false;
  if (config.keywords && !mentionsAny(message.text, config.keywords)) return false;
  if (!config.intents) return true;
  const isSure = (message.intentConfidence ?? 0) >= config.minConfidence;
  return isSure && message.intent !== null && config.intents.includes(message.intent);
}

/** Whole words, in any case: “stop” is in “Please STOP!” and not in “stopping”. */
function mentionsAny(text: string, keywords: readonly string[]): boolean {
  const words = plainWords(text);
  return keywords.map(plainWords).some((keyword) => keyword !== "" && containsWords(words, keyword));
}

/** A trigger that fits, with what decides between several. */
export interface TriggerCandidate {
  priority: number;
  /** When its version was published: epoch milliseconds. */
  publishedAt: number;
}

/** Of several triggers that fit, the highest priority; of equal ones the oldest version; then the first. */
export function chooseTrigger<Candidate extends TriggerCandidate>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>((best, candidate) => {
    if (!best || candidate.priority > best.priority) return candidate;
    const isOlder = candidate.priority === best.priority && candidate.publishedAt < best.publishedAt;
    return isOlder ? candidate : best;
  }, undefined);
}
