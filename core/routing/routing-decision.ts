import type { Priority, Strategy } from "#core/routing/routing-input.ts";

/** The filter that left somebody out; the first that did. */
export type Exclusion =
  | "tier"
  | "notAsked"
  | "team"
  | "closed"
  | "skill"
  | "declined"
  | "offline"
  | "leave"
  | "shift"
  | "full";

/** One who was looked at, with what their place was made from. */
export interface RoutingCandidate {
  userId: string;
  eligible: boolean;
  excludedBy: Exclusion | null;
  /** 1 is the best; null for who is left out. */
  rank: number | null;
  /** The strategy's own figure, higher is better: see `scoreOf`. Comparable within one decision only. */
  score: number | null;
  openCount: number;
  detail: {
    /** The team they would have it for. */
    teamId: string | null;
    /** Sum of their levels in the skills that count. */
    skillLevel: number;
    /** How many more of this channel they have room for. */
    room: number;
    lastAssignedAt: number | null;
    knewContactAt: number | null;
  };
}

/** What is done with it: given, offered first, left in the queue, or refused to whoever asked. */
export type Move = "give" | "offer" | "queue" | "nobody" | "declined" | "journey";

export interface RoutingDecision {
  /** `nobody`: it is not to be had by anybody, so it waits in no queue. */
  outcome: "agent" | "queued" | "journey" | "nobody";
  move: Move;
  /** The rule that decided; null where a request or nothing did. */
  ruleId: string | null;
  userId: string | null;
  /** The team whose queue it is in, or for which somebody has it. */
  teamId: string | null;
  /** Key of the journey that takes it. */
  journey: string | null;
  strategy: Strategy;
  /** What was asked for in the end, with teams and agents by id: a waiting conversation is gone on with by it. */
  asked: RoutingAsked;
  /** Its place in the queue: a VIP's is the highest, whatever the conversation's own priority. */
  queuePriority: Priority;
  candidates: RoutingCandidate[];
  /** In words, for “why me?”. */
  reason: string;
  /** When this comes out differently by itself (overflow, hours, a shift), epoch milliseconds; null where it does not. */
  reviewAt: number | null;
}

export interface RoutingAsked {
  teamId: string | null;
  userId: string | null;
  skills: { key: string; level: number }[];
  minTier: string | null;
  priority: Priority | null;
  mode: "direct" | "offer";
  /** ISO 8601 duration. */
  offerTimeout: string;
  overflow: { teamId: string; after: number } | null;
  whenClosed: "wait" | "overflow";
}
