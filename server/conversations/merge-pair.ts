import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import type { Transaction } from "#server/platform/database.ts";

/** What of a conversation is put back when its merge is taken apart. */
const KEPT = [
  "status",
  "handler",
  "assigneeId",
  "waitingSince",
  "snoozedUntil",
  "resolvedAt",
  "resolvedReason",
  "firstInboundAt",
  "firstHumanReplyAt",
  "floorRunId",
] as const;

/** A conversation's state as it is kept, with times in ISO 8601. */
export type StateBefore = Record<(typeof KEPT)[number], string | null>;

export function stateOf(conversation: Conversation): StateBefore {
  const kept = Object.fromEntries(KEPT.map((field) => [field, conversation[field]]));
  return JSON.parse(JSON.stringify(kept));
}

/** Holds both, in the order of their ids, so that two merges at once do not wait for each other. */
export async function lockBoth(
  tx: Transaction,
  actor: Actor,
  id: string,
  intoId: string,
): Promise<[from: Conversation, into: Conversation]> {
  const found = new Map<string, Conversation>();
  for (const each of [id, intoId].sort()) found.set(each, await lockConversation(tx, actor, each));
  return [found.get(id), found.get(intoId)] as [Conversation, Conversation];
}

/** Says of both that they were made one, or two again. */
export async function tellOfMerge(
  tx: Transaction,
  actor: Actor,
  [from, into]: [Conversation, Conversation],
  type: "conversation.merged" | "conversation.unmerged",
): Promise<void> {
  for (const conversation of [from, into]) {
    const data = { intoId: into.id, fromId: from.id };
    await appendEvent(tx, { ...aboutConversation(conversation), type, actor, data });
  }
  const line = { subjectType: "conversation", subjectId: from.id, change: { intoId: into.id } };
  await writeAudit(tx, actor, { action: type, ...line });
}
