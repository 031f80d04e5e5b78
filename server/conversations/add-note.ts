import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { excerpt } from "#core/journey/card-text.ts";
import type { Conversation, Note } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import {
  addFollowers,
  nameOf,
  tellColleagues,
  tellFollowers,
} from "#server/collaboration/tell-colleagues.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

export interface NewNote {
  conversationId: string;
  text: string;
  /** Users' ids or e-mails; those that are not there are left out. */
  mentions?: string[];
  attachmentIds?: string[];
  /** A hint that only whoever has the conversation sees. */
  forAssignee?: boolean;
  run?: { runId: string; effectKey: string };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes an internal note, never sent. Asked again with the same effect key, it answers with the first one. */
export async function addNote(actor: Actor, note: NewNote): Promise<Note> {
  authorize(actor, "conversations.reply");
  const text = note.text.trim();
  if (text === "") throw new AppError("invalid_input", "text: a note needs words");
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, note.conversationId);
    const earlier = note.run && (await tx.note.findFirst({ where: { effectKey: note.run.effectKey } }));
    if (earlier) return earlier;
    const written = await writeNote(tx, actor, conversation, { ...note, text });
    if (!note.forAssignee) await tellOfNote(tx, actor, conversation, written);
    return written;
  });
}

/** Whoever is named in a note is told and follows from then on; those who follow are told too. */
async function tellOfNote(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { text, mentions }: Note,
): Promise<void> {
  const name = await nameOf(tx, actor);
  const said = excerpt(text, 200);
  const word = { kind: "mention", text: `${name} mentioned you: ${said}` } as const;
  const told = await tellColleagues(tx, actor, conversation, mentions, word);
  await addFollowers(tx, conversation, told);
  await tellFollowers(tx, actor, conversation, `${name} left a note: ${said}`, told);
}

/** Writes a note for who holds the conversation. */
export async function writeNote(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { text, ...note }: Omit<NewNote, "conversationId">,
): Promise<Note> {
  const mentions = await userIds(tx, note.mentions ?? []);
  const at = new Date();
  const row = await tx.note.create({
    data: {
      id: uuidv7(),
      workspaceId: actor.workspaceId,
      conversationId: conversation.id,
      authorKind: note.run ? "bot" : actor.kind === "system" ? "system" : "agent",
      authorId: actor.kind === "user" ? actor.userId : null,
      text,
      mentions,
      forAssignee: note.forAssignee ?? false,
      runId: note.run?.runId ?? null,
      effectKey: note.run?.effectKey ?? null,
      at,
    },
  });
  if (note.attachmentIds?.length) {
    const where = { id: { in: note.attachmentIds }, messageId: null, noteId: null, key: null };
    await tx.attachment.updateMany({ where, data: { noteId: row.id } });
  }
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "note.added",
    actor,
    occurredAt: at,
    userId: row.authorId,
    runId: row.runId,
    data: { noteId: row.id, mentions: mentions.length },
  });
  return row;
}

async function userIds(tx: Transaction, named: string[]): Promise<string[]> {
  if (named.length === 0) return [];
  const ids = named.filter((each) => UUID.test(each));
  const emails = named.filter((each) => !UUID.test(each)).map((each) => each.toLowerCase());
  const users = await tx.user.findMany({
    where: { OR: [{ id: { in: ids } }, { email: { in: emails } }], deactivatedAt: null },
    select: { id: true },
  });
  return users.map(({ id }) => id);
}
