import { hoursAt } from "#core/hours/hours-at.ts";
import { chooseTarget, type Target } from "#core/routing/choose-target.ts";
import { whyNobody, whyThem } from "#core/routing/explain-decision.ts";
import { filterAgent, leaveNow, openCount, roomFor } from "#core/routing/filter-agent.ts";
import {
  compareAgents,
  isVip,
  knewAt,
  levelOf,
  type Ranking,
  scoreOf,
  teamFor,
} from "#core/routing/rank-agents.ts";
import { type ReachedTeams, reachedTeams } from "#core/routing/reached-teams.ts";
import { reachesTier } from "#core/routing/reaches-tier.ts";
import type { Exclusion, Move, RoutingCandidate, RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingAgent, RoutingInput } from "#core/routing/routing-input.ts";

interface Looked {
  agent: RoutingAgent;
  excludedBy: Exclusion | null;
}

/**
 * Who gets a conversation, with why for everybody who was looked at: somebody, a team's queue, a journey, or nobody.
 * The same input gives the same decision, in whatever order agents and teams stand.
 */
export function route(input: RoutingInput): RoutingDecision {
  const target = chooseTarget(input);
  if (target.rule?.then.journey !== undefined) return byJourney(input, target, target.rule.then.journey);
  const { asked, strategy } = target;
  const { conversation, now } = input;
  const teams = reachedTeams(asked, input);
  const misses =
    asked.minTier !== null && !reachesTier(input.settings.tiers, conversation.tier, asked.minTier);
  const looked = input.agents.map(
    (agent): Looked => ({
      agent,
      excludedBy: misses ? "tier" : filterAgent(agent, conversation, { asked, teams, now }),
    }),
  );
  const ranking = { strategy, asked, teamIds: teams.teamIds, isVip: isVip(input, asked), input };
  const order = looked
    .filter(({ excludedBy }) => excludedBy === null)
    .map(({ agent }) => agent)
    .sort((one, other) => compareAgents(ranking, one, other));
  const best = strategy === "manual" ? undefined : order[0];
  const reason = best ? whyThem(ranking, best, order.length) : whyNot(ranking, teams, looked, misses);
  return {
    ...resultOf(input, target),
    outcome: best ? "agent" : misses ? "nobody" : "queued",
    move: nextMove(input, target, best, misses),
    userId: best?.userId ?? null,
    teamId: (best ? teamFor(ranking, best) : teams.teamIds?.at(-1)) ?? null,
    queuePriority: strategy === "vip" && ranking.isVip ? "urgent" : (asked.priority ?? conversation.priority),
    candidates: looked.map((each) => candidateOf(ranking, each, order)).sort(byPlace),
    reason,
    reviewAt: best || misses || strategy === "manual" ? null : reviewAt(teams, looked, now),
  };
}

/** Once somebody has refused and nobody is left, it is refused: nobody waits for a change of mind. */
function nextMove(
  { conversation, request }: RoutingInput,
  { asked }: Target,
  best: RoutingAgent | undefined,
  misses: boolean,
): Move {
  if (best) return asked.mode === "offer" && best.userId !== conversation.assigneeId ? "offer" : "give";
  if (misses) return "nobody";
  if (conversation.declinedBy.length > 0) return "declined";
  return request?.queues ? "queue" : "nobody";
}

function byJourney(input: RoutingInput, target: Target, journey: string): RoutingDecision {
  const reason = `The rule “${target.rule?.name}” gives it to a journey`;
  return { ...resultOf(input, target), outcome: "journey", move: "journey", journey, reason };
}

function resultOf({ conversation }: RoutingInput, { rule, strategy, asked }: Target) {
  const queuePriority = asked.priority ?? conversation.priority;
  const nothing = { userId: null, teamId: asked.teamId, journey: null, candidates: [], reviewAt: null };
  return { ...nothing, ruleId: rule?.id ?? null, strategy, asked, queuePriority };
}

function candidateOf(
  ranking: Ranking,
  { agent, excludedBy }: Looked,
  order: RoutingAgent[],
): RoutingCandidate {
  const place = order.indexOf(agent);
  return {
    userId: agent.userId,
    eligible: excludedBy === null,
    excludedBy,
    rank: place < 0 ? null : place + 1,
    score: place < 0 ? null : scoreOf(ranking, agent),
    openCount: openCount(agent),
    detail: {
      teamId: teamFor(ranking, agent),
      skillLevel: levelOf(ranking, agent),
      room: roomFor(agent, ranking.input.conversation.channel),
      lastAssignedAt: agent.lastAssignedAt,
      knewContactAt: knewAt(ranking, agent),
    },
  };
}

function byPlace(one: RoutingCandidate, other: RoutingCandidate): number {
  const places = (one.rank ?? Number.MAX_SAFE_INTEGER) - (other.rank ?? Number.MAX_SAFE_INTEGER);
  return places !== 0 ? places : one.userId < other.userId ? -1 : 1;
}

function whyNot(ranking: Ranking, teams: ReachedTeams, looked: Looked[], misses: boolean): string {
  if (misses) return `The customer is not of tier ${ranking.asked.minTier} or higher`;
  return whyNobody(
    ranking,
    teams,
    looked.map(({ excludedBy }) => excludedBy),
  );
}

/** The next moment at which a team opens or is reached, or somebody who is here begins to work. */
function reviewAt(teams: ReachedTeams, looked: Looked[], now: number): number | null {
  const begins = looked.map(({ agent, excludedBy }) => {
    if (excludedBy === "leave") return leaveNow(agent, now)?.to ?? null;
    return excludedBy === "shift" && agent.shifts ? (hoursAt(agent.shifts, now).opensAt ?? null) : null;
  });
  const moments = [teams.changesAt, ...begins].filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}
