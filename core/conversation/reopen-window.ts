import type { ConversationStatus } from "#core/conversation/lifecycle.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";

export interface LatestConversation {
  id: string;
  status: ConversationStatus;
  resolvedAt: Date | null;
}

export type InboundPlace =
  | { kind: "continue"; conversationId: string }
  | { kind: "reopen"; conversationId: string }
  | { kind: "open"; previousConversationId: string | null };

/**
 * Which conversation a message belongs to, given the contact's latest one: the open one, a resolved one inside
 * the workspace's reopen window (ISO 8601, counted from its last resolution), else a new one linked to it.
 */
export function whereInboundGoes(
  latest: LatestConversation | null,
  reopenWindow: string,
  now: Date,
): InboundPlace {
  if (!latest) return { kind: "open", previousConversationId: null };
  if (latest.status !== "resolved") return { kind: "continue", conversationId: latest.id };
  const since = now.getTime() - (latest.resolvedAt?.getTime() ?? 0);
  return since <= durationToMilliseconds(reopenWindow)
    ? { kind: "reopen", conversationId: latest.id }
    : { kind: "open", previousConversationId: latest.id };
}
