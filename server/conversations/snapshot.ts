import { AppError } from "#core/errors.ts";
import type { Conversation, ConversationStatus, Priority } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { reopenConversation, resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** What of a conversation bulk actions and macros change, as it was at a moment. Times are ISO 8601. */
export interface Snapshot {
  status: ConversationStatus;
  assigneeId: string | null;
  teamId: string | null;
  priority: Priority;
  tags: string[];
  snoozedUntil: string | null;
  waitingSince: string | null;
  resolvedReason: string | null;
  /** How far the actor had read; null where there was no mark. */
  readTo: number | null;
}

/** The state of a conversation that the actor may see, which is held fast until the transaction ends. */
export async function takeSnapshot(tx: Transaction, actor: Actor, id: string): Promise<Snapshot> {
  const row = await lockConversation(tx, actor, id);
  const readTo =
    actor.kind === "user"
      ? await tx.readMark.findFirst({ where: { userId: actor.userId, conversationId: id } })
      : null;
  return {
    status: row.status,
    assigneeId: row.assigneeId,
    teamId: row.teamId,
    priority: row.priority,
    tags: row.tags,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    resolvedReason: row.resolvedReason,
    readTo: readTo?.position ?? null,
  };
}

/** Whether two states are the same. */
export function isSame(one: Snapshot, other: Snapshot): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Makes of a conversation what it was before, by the commands that anybody would use.
 * @returns whether anything had to change
 * @throws AppError conflict where somebody has changed the same since
 */
export async function putBack(
  actor: Actor,
  id: string,
  { before, after }: { before: Snapshot; after: Snapshot },
): Promise<boolean> {
  if (isSame(before, after)) return false;
  await transact(actor, async (tx) => {
    const now = await takeSnapshot(tx, actor, id);
    for (const field of ["status", "assigneeId", "teamId", "priority"] as const) {
      if (before[field] !== after[field] && now[field] !== after[field]) {
        throw new AppError("conflict", `Its ${WORDS[field]} was changed since, and stays as it is.`);
      }
    }
    await putStatusBack(tx, actor, id, before, after);
    if (before.assigneeId !== after.assigneeId || before.teamId !== after.teamId) {
      const to = { assignee: before.assigneeId, team: before.teamId };
      await assignConversation(actor, { conversationId: id, ...to });
    }
    await putFieldsBack(actor, id, now, before, after);
    await putReadMarkBack(tx, actor, id, before, after);
  });
  return true;
}

const WORDS = { status: "status", assigneeId: "assignee", teamId: "team", priority: "priority" } as const;

async function putStatusBack(tx: Transaction, actor: Actor, id: string, before: Snapshot, after: Snapshot) {
  const isSnoozedAnew = before.snoozedUntil !== after.snoozedUntil && before.status === "snoozed";
  if (before.status === after.status && !isSnoozedAnew) return;
  if (after.status === "resolved") await reopenConversation(actor, id);
  if (after.status === "snoozed") await wakeConversation(actor, { conversationId: id, by: "agent" });
  if (after.status === "spam") await updateConversation(actor, id, { status: "in_progress" });
  if (before.status === "spam") await updateConversation(actor, id, { status: "spam" });
  if (before.status === "resolved") {
    await resolveConversation(actor, { conversationId: id, reason: before.resolvedReason ?? "resolved" });
  }
  if (before.status === "snoozed") {
    const until = before.snoozedUntil === null ? null : new Date(before.snoozedUntil);
    if (until === null || until > new Date()) await snoozeConversation(actor, { conversationId: id, until });
  }
  if (before.waitingSince && !after.waitingSince)
    await waitAgain(tx, actor, id, new Date(before.waitingSince));
}

/** Resolving and marking as spam end the wait; taken back, the customer has waited since they wrote. */
async function waitAgain(tx: Transaction, actor: Actor, id: string, since: Date): Promise<void> {
  const row: Conversation = await lockConversation(tx, actor, id);
  if (!row.waitingSince) await applyChange(tx, actor, row, { patch: { waitingSince: since }, events: [] });
}

async function putFieldsBack(actor: Actor, id: string, now: Snapshot, before: Snapshot, after: Snapshot) {
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  const tags = [...now.tags.filter((tag) => !added.includes(tag)), ...removed];
  const patch = {
    ...(before.priority !== after.priority && { priority: before.priority }),
    ...(added.length + removed.length > 0 && { tags }),
  };
  if (Object.keys(patch).length > 0) await updateConversation(actor, id, patch);
}

async function putReadMarkBack(tx: Transaction, actor: Actor, id: string, before: Snapshot, after: Snapshot) {
  if (actor.kind !== "user" || before.readTo === after.readTo) return;
  authorize(actor, "conversations.view");
  await tx.readMark.updateMany({
    where: { userId: actor.userId, conversationId: id, position: after.readTo ?? 0 },
    data: { position: before.readTo ?? 0 },
  });
}
