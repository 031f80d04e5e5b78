import type { Channel } from "#core/channel.ts";
import type { Condition } from "#core/conditions/condition.ts";
import type { FieldLookup } from "#core/conditions/evaluate.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import type { RuleTarget } from "#core/routing/rule-target.ts";

export type Strategy = NonNullable<RuleTarget["strategy"]>;
export type Priority = NonNullable<RuleTarget["priority"]>;

/** Everything a routing decision is made from. Times are epoch milliseconds. */
export interface RoutingInput {
  conversation: RoutingConversation;
  /** What a journey or a person asks for. A team or an agent named here leaves the rules out. */
  request?: RoutingRequest;
  /** In their order: the first that fits decides. */
  rules: RoutingRule[];
  agents: RoutingAgent[];
  teams: RoutingTeam[];
  settings: RoutingSettings;
  now: number;
}

/** Of whom it is and how they are. `lookup` answers what conditions ask for, `undefined` where it is not known. */
export interface RoutingConversation {
  channel: Channel;
  intent: string | null;
  /** 0 to 1. */
  intentConfidence: number | null;
  /** −1 to 1. */
  sentiment: number | null;
  /** BCP 47. */
  language: string | null;
  tier: string | null;
  priority: Priority;
  /** The run that asks, if one does: no rule starts another journey for it. */
  runId: string | null;
  /** The team that it is of already: where neither rule nor request names another, it stays there. */
  teamId: string | null;
  /** Who has it now: they keep it if they may have it at all. */
  assigneeId: string | null;
  /** Since when it waits in a queue; null where it has not waited yet. */
  queuedSince: number | null;
  /** Who handled this contact before, and when last. */
  knownBy: { userId: string; at: number }[];
  /** Who declined it, or let its offer run out, since it was asked for. */
  declinedBy: string[];
  lookup: FieldLookup;
}

/** As a rule's target, with teams and agents by key and e-mail, or by id. */
export interface RoutingRequest extends Omit<RuleTarget, "journey" | "whenClosed" | "minConfidence"> {
  whenClosed?: RuleTarget["whenClosed"];
  /** Whether whoever asks waits until somebody is free. */
  queues?: boolean;
}

export interface RoutingRule {
  id: string;
  name: string;
  when: Condition;
  then: RuleTarget;
}

/** Somebody who could get a conversation, as they are at this moment. */
export interface RoutingAgent {
  userId: string;
  email: string;
  presence: "online" | "busy" | "away" | "offline";
  teamIds: string[];
  /** By the skill's key, from 1 to 5. */
  skills: Record<string, number>;
  /** BCP 47; empty where nothing is known, which stands in nobody's way. */
  languages: string[];
  /** Open conversations taken at once, per channel, with a `default` for all others together. */
  capacity: Record<string, number>;
  /** What is open with them or offered to them now, per channel, this conversation left out. */
  open: Partial<Record<Channel, number>>;
  /** When they work; null at any time. */
  shifts: BusinessWeek | null;
  leave: { from: number; to: number }[];
  lastAssignedAt: number | null;
}

/** A team with its queue. */
export interface RoutingTeam {
  id: string;
  key: string;
  name: string;
  /** Null: always open. */
  hours: BusinessWeek | null;
  /** By what somebody of it is chosen where nothing else says so; null: leastBusy. */
  strategy: Strategy | null;
  /** The team that what has waited so long here goes on to, where a rule names none. `after` is milliseconds. */
  overflow: { teamId: string; after: number } | null;
}

export interface RoutingSettings {
  /** The workspace's tiers, lowest first. */
  tiers: string[];
  /** IANA; dates without an offset in conditions are read in it. */
  timezone: string;
}
