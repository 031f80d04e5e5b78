import type { Channel } from "#core/channel.ts";
import { isOpenAt } from "#core/hours/is-open.ts";
import type { ReachedTeams } from "#core/routing/reached-teams.ts";
import type { Exclusion, RoutingAsked } from "#core/routing/routing-decision.ts";
import type { RoutingAgent, RoutingConversation } from "#core/routing/routing-input.ts";

const DEFAULT_CAPACITY = 5;

/** What leaves somebody out, the first that does; null where they can take the conversation. */
export function filterAgent(
  agent: RoutingAgent,
  conversation: RoutingConversation,
  { asked, teams, now }: { asked: RoutingAsked; teams: ReachedTeams; now: number },
): Exclusion | null {
  if (asked.userId && agent.userId !== asked.userId) return "notAsked";
  if (teams.teamIds) {
    const own = teams.teamIds.filter((id) => agent.teamIds.includes(id));
    if (own.length === 0) return "team";
    if (own.every((id) => teams.closed.has(id))) return "closed";
  }
  if (asked.skills.some(({ key, level }) => skillLevel(agent, key) < level)) return "skill";
  if (conversation.declinedBy.includes(agent.userId)) return "declined";
  if (agent.presence !== "online") return "offline";
  if (leaveNow(agent, now)) return "leave";
  if (agent.shifts && !isOpenAt(agent.shifts, now)) return "shift";
  // Who has it already is not filled by it a second time.
  if (agent.userId !== conversation.assigneeId && roomFor(agent, conversation.channel) <= 0) return "full";
  return null;
}

/** How much more of a channel somebody has room for. One with a capacity of its own is counted alone. */
export function roomFor({ capacity, open }: RoutingAgent, channel: Channel): number {
  const own = ownCapacity(capacity, channel);
  if (own !== undefined) return own - (open[channel] ?? 0);
  const shared = Object.entries(open).filter(([name]) => ownCapacity(capacity, name) === undefined);
  const taken = shared.reduce((sum, [, count]) => sum + count, 0);
  return (ownCapacity(capacity, "default") ?? DEFAULT_CAPACITY) - taken;
}

export function openCount({ open }: RoutingAgent): number {
  return Object.values(open).reduce((sum, count) => sum + count, 0);
}

export function skillLevel({ skills }: RoutingAgent, key: string): number {
  return Object.hasOwn(skills, key) ? (skills[key] ?? 0) : 0;
}

/** The leave that somebody is on. */
export function leaveNow({ leave }: RoutingAgent, now: number): { from: number; to: number } | undefined {
  return leave.find(({ from, to }) => from <= now && now < to);
}

function ownCapacity(capacity: Record<string, number>, channel: string): number | undefined {
  return Object.hasOwn(capacity, channel) ? capacity[channel] : undefined;
}
