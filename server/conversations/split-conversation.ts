import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { splitConversationSchema } from "#core/api/merges.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation, ConversationMerge } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { type MovedRows, moveRows, putInOrder } from "#server/conversations/move-rows.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";
import { followSla } from "#server/sla/follow-sla.ts";

type Wanted = z.output<typeof splitConversationSchema>;

/**
 * Makes a conversation of its own of a part of another, for the same contact and in the same hands. Journeys and tasks
 * stay where they were; a session that goes only in part is in both.
 * @throws AppError not_found, invalid_input where a message is not of it, conflict where nothing would be left
 */
export async function splitConversation(
  actor: Actor,
  id: string,
  wanted: Wanted,
): Promise<ConversationMerge> {
  authorize(actor, "conversations.assign");
  return transact(actor, async (tx) => {
    const from = await lockConversation(tx, actor, id);
    const moved = await chosen(tx, from, wanted);
    const into = await openBeside(tx, from, moved, wanted.subject ?? null);
    await moveSessions(tx, from, into.id, moved);
    await moveRows(tx, moved, into.id);
    await putInOrder(tx, into.id);
    await settle(tx, actor, from, into);
    const merge = await tx.conversationMerge.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        kind: "split",
        intoId: into.id,
        fromId: id,
        moved: JSON.parse(JSON.stringify(moved)),
        before: {},
        byKind: actor.kind,
        byId: actorId(actor),
        mergedAt: new Date(),
      },
    });
    for (const conversation of [from, into]) {
      const about = aboutConversation(conversation);
      await appendEvent(tx, {
        ...about,
        type: "conversation.split",
        actor,
        data: { intoId: into.id, fromId: id },
      });
    }
    const line = { subjectType: "conversation", subjectId: id, change: { intoId: into.id } };
    await writeAudit(tx, actor, { action: "conversation.split", ...line });
    return merge;
  });
}

async function chosen(
  tx: Transaction,
  { id: conversationId }: Conversation,
  { fromMessageId, messageIds }: Wanted,
): Promise<MovedRows> {
  const select = { id: true, position: true } as const;
  const first = fromMessageId && (await placeOf(tx, conversationId, fromMessageId));
  const these = fromMessageId ? { position: { gte: first || 0 } } : { id: { in: messageIds ?? [] } };
  const messages = await tx.message.findMany({ where: { conversationId, ...these }, select });
  const notes = await tx.note.findMany({ where: { conversationId, ...these }, select });
  if (messageIds && messages.length + notes.length !== new Set(messageIds).size) {
    throw new AppError("invalid_input", "messageIds: one of them is not in this conversation");
  }
  if (messages.length === 0) throw new AppError("invalid_input", "messageIds: choose at least one message");
  if ((await tx.message.count({ where: { conversationId } })) === messages.length) {
    throw new AppError("conflict", "Nothing would be left. Leave at least one message where it is.");
  }
  const pair = ({ id, position }: { id: string; position: number }): [string, number] => [id, position];
  const nothing = { sessions: [], tasks: [], runs: [], scheduledMessages: [] };
  return { messages: messages.map(pair), notes: notes.map(pair), ...nothing };
}

async function placeOf(tx: Transaction, conversationId: string, id: string): Promise<number> {
  const where = { id, conversationId };
  const said = (await tx.message.findFirst({ where })) ?? (await tx.note.findFirst({ where }));
  if (!said) throw new AppError("invalid_input", "fromMessageId: it is not in this conversation");
  return said.position;
}

async function openBeside(tx: Transaction, from: Conversation, moved: MovedRows, subject: string | null) {
  const messages = await tx.message.findMany({
    where: { id: { in: moved.messages.map(([id]) => id) } },
    orderBy: { position: "asc" },
  });
  const inbound = messages.filter(({ direction }) => direction === "in");
  const last = messages.at(-1);
  const { workspaceId, contactId, aboutContactId, assigneeId, assignedAt, teamId, visibility, priority } =
    from;
  const shared = {
    workspaceId,
    contactId,
    aboutContactId,
    assigneeId,
    assignedAt,
    teamId,
    visibility,
    priority,
  };
  return tx.conversation.create({
    data: {
      ...shared,
      id: uuidv7(),
      subject,
      isTest: from.isTest,
      status: from.status === "new" ? "new" : "in_progress",
      handler: assigneeId ? "human" : "none",
      splitFromId: from.id,
      tags: from.tags,
      channel: last?.channel ?? from.channel,
      startedChannel: messages[0]?.channel ?? from.channel,
      firstInboundAt: inbound[0]?.at ?? null,
      lastInboundAt: inbound.at(-1)?.at ?? null,
      lastActivityAt: last?.at ?? from.lastActivityAt,
      lastMessagePreview: last?.text.slice(0, 140) ?? null,
      waitingSince: last?.direction === "in" ? last.at : null,
    },
  });
}

/** A session all of which goes is moved, one that goes in part is copied for the part. */
async function moveSessions(
  tx: Transaction,
  from: Conversation,
  intoId: string,
  moved: MovedRows,
): Promise<void> {
  const ids = moved.messages.map(([id]) => id);
  const sessions = await tx.session.findMany({ where: { messages: { some: { id: { in: ids } } } } });
  for (const session of sessions) {
    const stays = await tx.message.count({
      where: { conversationId: from.id, sessionId: session.id, id: { notIn: ids } },
    });
    if (stays === 0) {
      moved.sessions.push(session.id);
      continue;
    }
    const id = uuidv7();
    const { transcript: _, metadata, recordingAttachmentId: __, ...kept } = session;
    const copy = { ...kept, id, conversationId: intoId, externalId: null, metadata: metadata ?? {} };
    await tx.session.create({ data: copy });
    await tx.message.updateMany({
      where: { id: { in: ids }, sessionId: session.id },
      data: { sessionId: id },
    });
  }
}

/** What is left says again who waits and what was said last; what is new has clocks, and a place where it waits. */
async function settle(tx: Transaction, actor: Actor, from: Conversation, into: Conversation): Promise<void> {
  await followSla(tx, actor, into.id, { at: new Date() });
  if (!into.assigneeId) await promisePlace(tx, into);
  const last = await tx.message.findFirst({
    where: { conversationId: from.id },
    orderBy: { position: "desc" },
  });
  if (!last) return;
  const stillWaits = from.waitingSince && last.direction === "in" ? last.at : null;
  const wasMoved = into.waitingSince && from.waitingSince && into.waitingSince >= from.waitingSince;
  const change = { patch: wasMoved ? { waitingSince: stillWaits } : {}, events: [] };
  const patch = { lastActivityAt: last.at, lastMessagePreview: last.text.slice(0, 140) };
  await applyChange(tx, actor, from, change, { patch });
}
