import { BULK_LIMIT, type Bulk, type BulkAction, type BulkOutcome } from "#core/api/bulk.ts";
import type { Permission } from "#core/permissions/roles.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { conversationWhere } from "#server/conversations/conversation-where.ts";
import { each, type Outcome } from "#server/conversations/each-conversation.ts";
import { markRead } from "#server/conversations/mark-read.ts";
import { reopenConversation, resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { isSame, type Snapshot, takeSnapshot } from "#server/conversations/snapshot.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { keepUndo, type UndoStep } from "#server/conversations/undo.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { filtersOf } from "#server/conversations/views.ts";
import { transact } from "#server/platform/database.ts";

/** What of a filter is counted past the conversations that are changed. */
const MOST_COUNTED = 10_000;

/**
 * One change to many conversations, each with an outcome of its own; those the actor may not see are not found.
 * @throws AppError forbidden, invalid_input
 */
export async function bulkAction(actor: Actor, { ids, filter, action }: Bulk): Promise<BulkOutcome> {
  authorize(actor, permissionOf(action));
  const chosen = ids ? { ids: [...new Set(ids)], left: 0 } : await choose(actor, filter ?? {});
  const steps: UndoStep[] = [];
  const data = await each(actor, chosen.ids, async (id): Promise<Outcome> => {
    const { before, after } = await transact(actor, async (tx) => {
      const state = await takeSnapshot(tx, actor, id);
      await perform(actor, id, action, state);
      return { before: state, after: await takeSnapshot(tx, actor, id) };
    });
    if (isSame(before, after)) return "unchanged";
    steps.push({ conversationId: id, before, after });
    return "done";
  });
  const done = data.filter(({ outcome }) => outcome === "done").length;
  const failed = data.filter(({ outcome }) => outcome === "failed").length;
  const undo = await transact(actor, (tx) => keepUndo(tx, actor, steps));
  return { data, done, failed, left: chosen.left, undo };
}

function permissionOf(action: BulkAction): Permission {
  if (action.do === "assign") return "conversations.assign";
  return action.do === "markRead" ? "conversations.view" : "conversations.reply";
}

async function choose(actor: Actor, filter: NonNullable<Bulk["filter"]>) {
  return transact(actor, async (tx) => {
    const where = await conversationWhere(tx, actor, filtersOf(filter));
    const rows = await tx.conversation.findMany({
      where,
      select: { id: true },
      orderBy: [{ lastActivityAt: "desc" }, { id: "desc" }],
      take: MOST_COUNTED,
    });
    const ids = rows.map(({ id }) => id);
    return { ids: ids.slice(0, BULK_LIMIT), left: Math.max(0, ids.length - BULK_LIMIT) };
  });
}

async function perform(actor: Actor, id: string, action: BulkAction, now: Snapshot): Promise<void> {
  switch (action.do) {
    case "assign": {
      const assignee = action.assignee === "me" && actor.kind === "user" ? actor.userId : action.assignee;
      return assignConversation(actor, { conversationId: id, assignee, team: action.team });
    }
    case "resolve":
      await resolveConversation(actor, { conversationId: id, reason: action.reason });
      return;
    case "snooze": {
      const until = action.until === null ? null : new Date(action.until);
      return snoozeConversation(actor, { conversationId: id, until });
    }
    case "reopen":
      if (now.status === "snoozed") return wakeConversation(actor, { conversationId: id, by: "agent" });
      return reopenConversation(actor, id);
    case "tag":
      return setTags(actor, id, now.tags, [...now.tags, ...action.tags]);
    case "untag":
      return setTags(
        actor,
        id,
        now.tags,
        now.tags.filter((tag) => !action.tags.includes(tag)),
      );
    case "priority":
      if (now.priority === action.priority) return;
      return updateConversation(actor, id, { priority: action.priority });
    case "markRead":
      return markRead(actor, id);
    case "spam":
      if (now.status === "spam") return;
      return updateConversation(actor, id, { status: "spam" });
    case "notSpam":
      return updateConversation(actor, id, { status: "in_progress" });
  }
}

async function setTags(actor: Actor, id: string, before: string[], after: string[]): Promise<void> {
  const tags = [...new Set(after)];
  if (tags.length === before.length && tags.every((tag) => before.includes(tag))) return;
  await updateConversation(actor, id, { tags });
}
