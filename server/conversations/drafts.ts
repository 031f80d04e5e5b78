import type { z } from "zod";
import type { Draft, saveDraftSchema } from "#core/api/drafts.ts";
import { AppError } from "#core/errors.ts";
import type { Draft as DraftRow } from "#prisma/generated/client.ts";
import { type Actor, authorize, type UserActor } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** What the asking user has begun to write in a conversation. */
export async function readDrafts(actor: Actor, conversationId: string): Promise<{ data: Draft[] }> {
  authorize(actor, "conversations.reply");
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    return actor.kind === "user" ? drafts(tx, actor, conversationId) : { data: [] };
  });
}

/**
 * Keeps what the asking user has written so far, so that another browser shows it; an empty text takes it away.
 * @throws AppError not_found, forbidden, conflict where another browser has saved since the named revision
 */
export async function saveDraft(
  actor: Actor,
  conversationId: string,
  given: z.output<typeof saveDraftSchema>,
): Promise<{ data: Draft[] }> {
  authorize(actor, "conversations.reply");
  const person = requirePerson(actor);
  const { userId, workspaceId } = person;
  const isNote = given.mode === "note";
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    // Two browsers that save the same draft take turns.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`draft ${userId} ${conversationId}`}, 0))`;
    const key = { userId_conversationId_isNote: { userId, conversationId, isNote } };
    const known = await tx.draft.findUnique({ where: key });
    if (given.revision !== undefined && given.revision < (known?.revision ?? 0)) {
      throw new AppError("conflict", "This draft was changed in another browser since. Read it again.");
    }
    if (given.text.trim() === "") {
      await tx.draft.deleteMany({ where: { userId, conversationId, isNote } });
    } else {
      const fields = { text: given.text, channel: given.channel ?? null, updatedAt: new Date() };
      await tx.draft.upsert({
        where: key,
        create: { workspaceId, userId, conversationId, isNote, ...fields },
        update: { ...fields, revision: { increment: 1 } },
      });
    }
    return drafts(tx, person, conversationId);
  });
}

async function drafts(tx: Transaction, { userId }: UserActor, conversationId: string) {
  const rows = await tx.draft.findMany({ where: { userId, conversationId }, orderBy: { isNote: "asc" } });
  return { data: rows.map(toDraft) };
}

function requirePerson(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new AppError("forbidden", "A draft belongs to a person; this is an API key.");
}

function toDraft(row: DraftRow): Draft {
  return {
    conversationId: row.conversationId,
    mode: row.isNote ? "note" : "reply",
    text: row.text,
    channel: row.channel,
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
  };
}
