import { openCount, skillLevel } from "#core/routing/filter-agent.ts";
import { reachesTier } from "#core/routing/reaches-tier.ts";
import type { RoutingAsked } from "#core/routing/routing-decision.ts";
import type { RoutingAgent, RoutingInput, Strategy } from "#core/routing/routing-input.ts";

/** People with this skill are there for the best customers; its level says how much. */
const VIP_SKILL = "vip";

export interface Ranking {
  strategy: Strategy;
  asked: RoutingAsked;
  /** In their order; null where it is for everybody. */
  teamIds: string[] | null;
  isVip: boolean;
  input: RoutingInput;
}

/** Whether the customer is one that `vip` prefers: of the tier asked for, else of the workspace's highest. */
export function isVip({ conversation, settings }: RoutingInput, { minTier }: RoutingAsked): boolean {
  const least = minTier ?? settings.tiers.at(-1) ?? VIP_SKILL;
  return reachesTier(settings.tiers, conversation.tier, least);
}

/**
 * The better of two who can take it comes first: who has it already, the nearer team, who speaks the customer's
 * language, then what the strategy says, who has less open, who is idle longest.
 */
export function compareAgents(ranking: Ranking, one: RoutingAgent, other: RoutingAgent): number {
  const { conversation } = ranking.input;
  const byRank =
    Number(other.userId === conversation.assigneeId) - Number(one.userId === conversation.assigneeId) ||
    teamPlace(ranking, one) - teamPlace(ranking, other) ||
    Number(speaks(other, conversation.language)) - Number(speaks(one, conversation.language)) ||
    byStrategy(ranking, one, other);
  if (byRank !== 0) return byRank;
  if (ranking.strategy !== "roundRobin") {
    const busy = openCount(one) - openCount(other);
    if (busy !== 0) return busy;
  }
  const idle = (one.lastAssignedAt ?? 0) - (other.lastAssignedAt ?? 0);
  return idle !== 0 ? idle : one.userId < other.userId ? -1 : Number(one.userId > other.userId);
}

function byStrategy(ranking: Ranking, one: RoutingAgent, other: RoutingAgent): number {
  switch (ranking.strategy) {
    case "sticky":
      return (knewAt(ranking, other) ?? 0) - (knewAt(ranking, one) ?? 0);
    case "skill":
      return levelOf(ranking, other) - levelOf(ranking, one);
    case "vip":
      // Others leave those free who are there for the best customers.
      return ranking.isVip
        ? levelOf(ranking, other) - levelOf(ranking, one) || highest(other) - highest(one)
        : skillLevel(one, VIP_SKILL) - skillLevel(other, VIP_SKILL);
    default:
      return 0;
  }
}

/**
 * The strategy's own figure, higher is better: levels of the skills (skill, vip), when they last had this customer
 * (sticky), for how long they have been given nothing (roundRobin), what they have open, negative (leastBusy).
 */
export function scoreOf(ranking: Ranking, agent: RoutingAgent): number {
  switch (ranking.strategy) {
    case "skill":
    case "vip":
      return levelOf(ranking, agent);
    case "sticky":
      return knewAt(ranking, agent) ?? 0;
    case "roundRobin":
      return ranking.input.now - (agent.lastAssignedAt ?? 0);
    default:
      return 0 - openCount(agent);
  }
}

/** The sum of the levels that count: the skills asked for, and for the best customers the one for them. */
export function levelOf({ asked, strategy, isVip: prefers }: Ranking, agent: RoutingAgent): number {
  const keys = new Set(asked.skills.map(({ key }) => key));
  if (strategy === "vip" && prefers) keys.add(VIP_SKILL);
  return [...keys].reduce((sum, key) => sum + skillLevel(agent, key), 0);
}

/** The nearest of the teams for which somebody would have it. */
export function teamFor({ teamIds }: Ranking, agent: RoutingAgent): string | null {
  return teamIds?.find((id) => agent.teamIds.includes(id)) ?? null;
}

export function knewAt({ input }: Ranking, { userId }: RoutingAgent): number | null {
  const times = input.conversation.knownBy.filter((known) => known.userId === userId).map(({ at }) => at);
  return times.length > 0 ? Math.max(...times) : null;
}

function teamPlace(ranking: Ranking, agent: RoutingAgent): number {
  const { teamIds } = ranking;
  return teamIds ? teamIds.findIndex((id) => agent.teamIds.includes(id)) : 0;
}

/** “de-AT” is spoken by whoever speaks “de”. Of whom no language is known, all are taken to be. */
function speaks({ languages }: RoutingAgent, language: string | null): boolean {
  if (!language || languages.length === 0) return true;
  return languages.some((each) => base(each) === base(language));
}

function base(language: string): string {
  return (language.split("-")[0] ?? language).toLowerCase();
}

function highest({ skills }: RoutingAgent): number {
  return Math.max(0, ...Object.values(skills));
}
