import type { Channel } from "#core/channel.ts";

export type Strategy = "roundRobin" | "leastBusy" | "sticky" | "manual";

/** Somebody who could get a conversation, as they are at this moment. */
export interface Candidate {
  userId: string;
  presence: "online" | "busy" | "away" | "offline";
  teamIds: string[];
  /** By the skill's key, from 1 to 5. */
  skills: Record<string, number>;
  /** Open conversations taken at once, per channel, with a `default`. */
  capacity: Record<string, number>;
  /** What is open now, per channel. */
  open: Partial<Record<Channel, number>>;
  lastAssignedAt: number | null;
  /** When they last handled this contact. */
  knewContactAt: number | null;
  /** They declined it, or let its offer run out, since it was asked for. */
  declined: boolean;
}

export interface RoutingRequest {
  channel: Channel;
  strategy: Strategy;
  teamId: string | null;
  userId: string | null;
  skills: { key: string; level: number }[];
  /** Who has it now: they keep it if they may have it at all. */
  assigneeId: string | null;
  /** The tier that the customer would have to be of, and is not: then it is for nobody. */
  missesTier?: string;
}

/** The filter that left somebody out; the first that did. */
export type Exclusion = "tier" | "notAsked" | "team" | "skill" | "declined" | "offline" | "full";

export interface Verdict {
  userId: string;
  eligible: boolean;
  excludedBy: Exclusion | null;
  /** 1 is the best; null for who is left out. */
  rank: number | null;
  /** Higher is better; comparable within one decision only. */
  score: number | null;
  openCount: number;
}

export interface Decision {
  outcome: "agent" | "queued";
  userId: string | null;
  /** In words, for "why me?". */
  reason: string;
  verdicts: Verdict[];
}

/** Who gets a conversation, with why for everybody who was looked at. The clock plays no part. */
export function decide(request: RoutingRequest, candidates: Candidate[]): Decision {
  const looked = candidates.map((candidate) => ({ candidate, excludedBy: exclude(request, candidate) }));
  const eligible = looked.filter(({ excludedBy }) => excludedBy === null).map(({ candidate }) => candidate);
  const order = [...eligible].sort((one, other) => compare(request, one, other));
  const verdicts = looked.map(({ candidate, excludedBy }): Verdict => {
    const place = order.indexOf(candidate);
    return {
      userId: candidate.userId,
      eligible: excludedBy === null,
      excludedBy,
      rank: place < 0 ? null : place + 1,
      score: place < 0 ? null : order.length - place,
      openCount: openCount(candidate),
    };
  });
  const best = order[0];
  if (request.strategy === "manual" || !best) {
    return { outcome: "queued", userId: null, reason: whyNobody(request, looked), verdicts };
  }
  return { outcome: "agent", userId: best.userId, reason: whyThem(request, best, order.length), verdicts };
}

function exclude(request: RoutingRequest, candidate: Candidate): Exclusion | null {
  if (request.missesTier !== undefined) return "tier";
  if (request.userId && candidate.userId !== request.userId) return "notAsked";
  if (request.teamId && !candidate.teamIds.includes(request.teamId)) return "team";
  if (request.skills.some(({ key, level }) => (candidate.skills[key] ?? 0) < level)) return "skill";
  if (candidate.declined) return "declined";
  if (candidate.presence !== "online") return "offline";
  // Who has it already is not filled by it a second time.
  if (candidate.userId !== request.assigneeId && isFull(candidate, request.channel)) return "full";
  return null;
}

/** A channel with a capacity of its own is counted alone; all others share the default. */
function isFull({ capacity, open }: Candidate, channel: Channel): boolean {
  const own = capacity[channel];
  if (own !== undefined) return (open[channel] ?? 0) >= own;
  const shared = Object.entries(open).filter(([name]) => capacity[name] === undefined);
  return shared.reduce((sum, [, count]) => sum + count, 0) >= (capacity.default ?? 5);
}

function compare(request: RoutingRequest, one: Candidate, other: Candidate): number {
  if (one.userId === request.assigneeId) return -1;
  if (other.userId === request.assigneeId) return 1;
  if (request.strategy === "sticky") {
    const knew = (other.knewContactAt ?? 0) - (one.knewContactAt ?? 0);
    if (knew !== 0) return knew;
  }
  if (request.strategy !== "roundRobin") {
    const busy = openCount(one) - openCount(other);
    if (busy !== 0) return busy;
  }
  const idle = (one.lastAssignedAt ?? 0) - (other.lastAssignedAt ?? 0);
  return idle !== 0 ? idle : one.userId.localeCompare(other.userId);
}

function openCount({ open }: Candidate): number {
  return Object.values(open).reduce((sum, count) => sum + count, 0);
}

function whyThem(request: RoutingRequest, best: Candidate, count: number): string {
  const of = count === 1 ? "the only one who can take it" : `of ${count} who can take it`;
  if (best.userId === request.assigneeId) return "Has it already";
  if (request.userId) return "Was asked for";
  if (request.strategy === "sticky" && best.knewContactAt !== null) return "Knows this customer";
  if (count === 1) return `Is ${of}`;
  return request.strategy === "roundRobin"
    ? `Waited longest for a turn, ${of}`
    : `Has the least open (${openCount(best)}), ${of}`;
}

const WORDS: Record<Exclusion, string> = {
  tier: "not for this customer",
  notAsked: "not asked for",
  team: "not in the team",
  skill: "without the skill",
  declined: "declined",
  offline: "not online",
  full: "at capacity",
};

function whyNobody(request: RoutingRequest, looked: { excludedBy: Exclusion | null }[]): string {
  if (request.missesTier !== undefined) return `The customer is not of tier ${request.missesTier} or higher`;
  if (request.strategy === "manual") return "Waits to be claimed";
  const counts = new Map<Exclusion, number>();
  for (const { excludedBy } of looked) {
    if (excludedBy && excludedBy !== "notAsked") counts.set(excludedBy, (counts.get(excludedBy) ?? 0) + 1);
  }
  const parts = [...counts].map(([exclusion, count]) => `${count} ${WORDS[exclusion]}`);
  return parts.length > 0 ? `Nobody can take it: ${parts.join(", ")}` : "There is nobody to take it";
}
