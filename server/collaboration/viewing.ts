import type { Viewer } from "#core/api/collaboration.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize, can } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { seenConversation } from "#server/conversations/apply-change.ts";
import { transact } from "#server/platform/database.ts";
import { tellLive } from "#server/platform/tell-live.ts";

/** Milliseconds that somebody counts as there after a sign of life; browsers give one every ten seconds. */
const HOLDS = 25_000;

/**
 * Says that the asking person has a conversation open. Whoever listens in is seen by supervisors alone, and the audit
 * log says that they did. Colleagues hear of it when somebody comes, not at each sign of life.
 */
export async function tellViewing(
  actor: Actor,
  conversationId: string,
  isListening = false,
): Promise<Viewer[]> {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person looks; this is an API key.");
  if (isListening) authorize(actor, "conversations.manage");
  const { workspaceId, userId } = actor;
  await transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const now = new Date();
    const until = new Date(now.getTime() + HOLDS);
    const where = { conversationId_userId: { conversationId, userId } };
    const before = await tx.viewing.findUnique({ where });
    const isNew = !before || before.until < now || before.isListening !== isListening;
    await tx.viewing.upsert({
      where,
      create: { workspaceId, conversationId, userId, isListening, since: now, until },
      update: { until, isListening, ...(isNew && { since: now }) },
    });
    if (!isNew) return;
    if (isListening) {
      const subject = { subjectType: "conversation", subjectId: conversationId };
      await writeAudit(tx, actor, { action: "conversation.listened_in", ...subject });
    }
    await tellLive(tx, { workspaceId, topic: "viewing", id: conversationId, conversationId, holds: HOLDS });
  });
  return listViewers(actor, conversationId);
}

/** Says that the asking person has closed it. */
export async function endViewing(actor: Actor, conversationId: string): Promise<void> {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person looks; this is an API key.");
  const { workspaceId, userId } = actor;
  await transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const { count } = await tx.viewing.deleteMany({ where: { conversationId, userId } });
    if (count === 0) return;
    await tellLive(tx, { workspaceId, topic: "viewing", id: conversationId, conversationId, holds: HOLDS });
  });
}

/** Which colleagues have a conversation open now, oneself left out. */
export async function listViewers(actor: Actor, conversationId: string): Promise<Viewer[]> {
  const isSupervisor = can(actor, "conversations.manage");
  return transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const rows = await tx.viewing.findMany({
      where: {
        conversationId,
        until: { gt: new Date() },
        ...(actor.kind === "user" && { userId: { not: actor.userId } }),
        ...(!isSupervisor && { isListening: false }),
      },
      include: { user: { select: { id: true, name: true } } },
      orderBy: { since: "asc" },
    });
    return rows.map(({ user, since, isListening }) => ({
      ...user,
      since: since.toISOString(),
      listening: isListening,
    }));
  });
}
