import type { References } from "#core/api/studio.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { describeCondition } from "#core/conditions/describe-condition.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import type { Json } from "#core/json.ts";
import type { RuleTarget } from "#core/routing/rule-target.ts";

type Strategy = NonNullable<RuleTarget["strategy"]>;

/** In a rule's sentence, and in the form where it is chosen. */
export const STRATEGY_WORDS: Record<Strategy, { short: string; name: string; means: string }> = {
  leastBusy: {
    short: "least busy",
    name: "Least busy",
    means: "Who has the least open; of equals, who is idle longest.",
  },
  roundRobin: {
    short: "taking turns",
    name: "Taking turns",
    means: "Who has waited longest for a conversation.",
  },
  skill: { short: "best skill", name: "Best skill", means: "Who is best at the skills asked for." },
  vip: {
    short: "VIP first",
    name: "VIP first",
    means: "The best customers go to who is there for them, ahead of others.",
  },
  sticky: {
    short: "who knows them",
    name: "Who knows them",
    means: "Who last had this customer, else the least busy.",
  },
  manual: {
    short: "whoever claims it",
    name: "Whoever claims it",
    means: "Nobody is chosen: it waits in the queue to be claimed.",
  },
};

export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;

const CLOSED_WORDS: Record<NonNullable<RuleTarget["whenClosed"]>, string> = {
  wait: "waits while closed",
  overflow: "goes on at once while closed",
  nextRule: "next rule while closed",
};

/** “Every conversation”, or “When …”, with intents by what people call them. */
export function describeWhen(when: Condition, references: References | undefined): string {
  const sentence = describeCondition(withNames(when, references?.intent ?? []));
  return sentence === "always" ? "Every conversation" : `When ${sentence}`;
}

function withNames(condition: Condition, intents: References["intent"]): Condition {
  if ("all" in condition) return { all: condition.all.map((each) => withNames(each, intents)) };
  if ("any" in condition) return { any: condition.any.map((each) => withNames(each, intents)) };
  if ("not" in condition) return { not: withNames(condition.not, intents) };
  const { field, value } = condition;
  if (field !== "conversation.intent" || value === undefined) return condition;
  const named = (key: Json) => intents.find((intent) => intent.key === key)?.name ?? key;
  return { ...condition, value: Array.isArray(value) ? value.map(named) : named(value) };
}

/** Where a rule leads, first, and how, after it: ["team Billing", "best skill", "high priority"]. */
export function describeTarget(target: RuleTarget, references: References | undefined): string[] {
  const name = (kind: ReferenceKind, key: string) =>
    references?.[kind].find((each) => each.key === key)?.name ?? key;
  const { team, agent, journey, strategy, skills = [], overflow } = target;
  const parts = [
    journey !== undefined
      ? `journey ${name("journey", journey)}`
      : agent !== undefined
        ? name("agent", agent)
        : team !== undefined
          ? `team ${name("team", team)}`
          : "anybody who fits",
  ];
  if (journey === undefined && agent === undefined) {
    const isLeft = strategy === undefined && team !== undefined;
    parts.push(isLeft ? "as the team chooses" : STRATEGY_WORDS[strategy ?? "leastBusy"].short);
  }
  for (const { key, level } of skills)
    parts.push(`${name("skill", key)}${level > 1 ? ` ${level} or better` : ""}`);
  if (target.minTier) parts.push(`tier ${target.minTier} or higher`);
  if (target.minConfidence !== undefined) {
    parts.push(`intent at least ${Math.round(target.minConfidence * 100)}% sure`);
  }
  if (target.priority) parts.push(`${target.priority} priority`);
  if (target.mode === "offer") parts.push(`offered for ${describeDuration(target.offerTimeout ?? "PT2M")}`);
  if (overflow)
    parts.push(`after ${describeDuration(overflow.after)} also team ${name("team", overflow.team)}`);
  if (target.whenClosed) parts.push(CLOSED_WORDS[target.whenClosed]);
  return parts;
}

/** Why somebody was left out, as it is said of them. */
const EXCLUSION_WORDS: Record<string, string> = {
  tier: "Customer is not of the tier",
  notAsked: "Not asked for",
  team: "Not in the team",
  closed: "Their team is closed",
  skill: "Lacks the skill",
  language: "Does not speak the language",
  declined: "Declined it",
  offline: "Not online",
  leave: "On leave",
  shift: "Off shift",
  hours: "Outside working hours",
  full: "At capacity",
};

export function describeExclusion(excludedBy: string | null): string {
  return excludedBy === null ? "Can take it" : (EXCLUSION_WORDS[excludedBy] ?? excludedBy);
}

/** How somebody was chosen, also where that way has gone since. */
export function describeStrategy(strategy: string): string {
  const words = Object.entries(STRATEGY_WORDS).find(([name]) => name === strategy);
  return words?.[1].name ?? strategy;
}
