import { uuidv7 } from "uuidv7";
import type { BulkOutcome } from "#core/api/bulk.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { each, type Outcome } from "#server/conversations/each-conversation.ts";
import { takeBackScheduled } from "#server/conversations/scheduled-messages.ts";
import { putBack, type Snapshot } from "#server/conversations/snapshot.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Minutes in which a bulk action or macro can be taken back. */
const OPEN_FOR = 10;

/** What was made of one conversation, and what was held to be said in it. */
export interface UndoStep {
  conversationId: string;
  before: Snapshot;
  after: Snapshot;
  scheduledIds?: string[];
}

/** Keeps how to take something back; null where nothing was changed or nobody could. */
export async function keepUndo(tx: Transaction, actor: Actor, steps: UndoStep[]) {
  const by = actorId(actor);
  if (steps.length === 0 || !by) return null;
  const id = uuidv7();
  const expiresAt = new Date(Date.now() + OPEN_FOR * 60_000);
  const { workspaceId } = actor;
  await tx.undo.create({
    data: { id, workspaceId, actorId: by, steps: JSON.parse(JSON.stringify(steps)), expiresAt },
  });
  return { token: id, until: expiresAt.toISOString() };
}

/**
 * Takes a bulk action or macro back: of each conversation what nobody has changed since; the rest is told as failed.
 * @throws AppError not_found, gone once it is used or too late
 */
export async function takeBack(actor: Actor, token: string): Promise<BulkOutcome> {
  authorize(actor, "conversations.view");
  const steps = await transact(actor, async (tx) => {
    const undo = await tx.undo.findFirst({ where: { id: token, actorId: actorId(actor) ?? "" } });
    if (!undo) throw new AppError("not_found", "There is nothing of yours to take back by this token.");
    const isFirst = await tx.undo.updateMany({
      where: { id: token, usedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
    });
    if (isFirst.count === 0) throw new AppError("gone", "It was taken back already, or is too long ago.");
    return undo.steps as unknown as UndoStep[];
  });
  const byId = new Map(steps.map((step) => [step.conversationId, step]));
  const data = await each(actor, [...byId.keys()], async (id): Promise<Outcome> => {
    const step = byId.get(id);
    if (!step) return "unchanged";
    const isHeldBack = await takeBackScheduled(actor, step.scheduledIds ?? []);
    const isPutBack = await putBack(actor, id, step);
    return isHeldBack || isPutBack ? "done" : "unchanged";
  });
  const failed = data.filter(({ outcome }) => outcome === "failed").length;
  const done = data.filter(({ outcome }) => outcome === "done").length;
  return { data, done, failed, left: 0, undo: null };
}
