import { openCount } from "#core/routing/filter-agent.ts";
import { knewAt, levelOf, type Ranking } from "#core/routing/rank-agents.ts";
import type { ReachedTeams } from "#core/routing/reached-teams.ts";
import type { Exclusion } from "#core/routing/routing-decision.ts";
import type { RoutingAgent } from "#core/routing/routing-input.ts";

const WORDS: Record<Exclusion, string> = {
  tier: "not for this customer",
  notAsked: "not asked for",
  team: "not in the team",
  closed: "in a team that is closed",
  skill: "without the skill",
  declined: "declined",
  offline: "not online",
  leave: "on leave",
  shift: "off shift",
  full: "at capacity",
};

/** Why the best of those who could take it got it. */
export function whyThem(ranking: Ranking, best: RoutingAgent, count: number): string {
  const { strategy, asked, input } = ranking;
  if (best.userId === input.conversation.assigneeId) return "Has it already";
  if (asked.userId) return "Was asked for";
  if (strategy === "sticky" && knewAt(ranking, best) !== null) return "Knows this customer";
  if (count === 1) return "Is the only one who can take it";
  const of = `of ${count} who can take it`;
  if (strategy === "vip" && ranking.isVip) return `Is there for customers of this tier, ${of}`;
  const level = levelOf(ranking, best);
  if (strategy === "skill" && level > 0) return `Is the most skilled (${level}), ${of}`;
  return strategy === "roundRobin"
    ? `Waited longest for a turn, ${of}`
    : `Has the least open (${openCount(best)}), ${of}`;
}

/** Why nobody did. */
export function whyNobody({ strategy }: Ranking, teams: ReachedTeams, left: (Exclusion | null)[]): string {
  if (strategy === "manual") return "Waits to be claimed";
  if (teams.teamIds?.every((id) => teams.closed.has(id))) return "The team is closed";
  const counts = new Map<Exclusion, number>();
  for (const exclusion of left) {
    if (exclusion && exclusion !== "notAsked") counts.set(exclusion, (counts.get(exclusion) ?? 0) + 1);
  }
  const inOrder = Object.entries(WORDS) as [Exclusion, string][];
  const parts = inOrder.flatMap(([exclusion, words]) => {
    const count = counts.get(exclusion);
    return count ? [`${count} ${words}`] : [];
  });
  return parts.length > 0 ? `Nobody can take it: ${parts.join(", ")}` : "There is nobody to take it";
}
