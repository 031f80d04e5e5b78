import type { ConversationStatus } from "#core/conversation/lifecycle.ts";

/** What decides who has a customer's message. */
export interface Situation {
  status: ConversationStatus;
  /** Merged into another conversation, which is read in its place. */
  isMerged: boolean;
  /** The customer waits for an answer. */
  waits: boolean;
  /** Somebody owns it; one who is deactivated owns nothing any more. */
  owner: "none" | "active" | "deactivated";
  isQueued: boolean;
  isOffered: boolean;
  /** A run that is under way has the floor or was given what the customer said; one that is held waits for a person. */
  isInJourney: boolean;
  /** The relay has yet to find out who takes it. */
  isArriving: boolean;
}

/** Who or what has a customer's message; `missed` where nobody and nothing has. */
export type Whereabouts =
  | "closed"
  | "answered"
  | "snoozed"
  | "queued"
  | "offered"
  | "owned"
  | "journey"
  | "arriving"
  | "missed";

/**
 * Where a conversation's last inbound message is. The database's `missed_conversations` finds the same ones by index,
 * among all that wait.
 */
export function whereaboutsOf(situation: Situation): Whereabouts {
  const { status } = situation;
  if (situation.isMerged || status === "resolved" || status === "spam") return "closed";
  if (!situation.waits) return "answered";
  if (status === "snoozed") return "snoozed";
  if (situation.isQueued) return "queued";
  if (situation.isOffered) return "offered";
  if (situation.owner === "active") return "owned";
  if (situation.isInJourney) return "journey";
  return situation.isArriving ? "arriving" : "missed";
}
