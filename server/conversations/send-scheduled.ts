import { isAppError } from "#core/errors.ts";
import type { Role } from "#core/permissions/roles.ts";
import type { ScheduledMessage } from "#prisma/generated/client.ts";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { readUserActor } from "#server/access/user-actor.ts";
import { settleScheduled } from "#server/conversations/scheduled-messages.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { armDeadline } from "#server/relay/arm-deadline.ts";

/**
 * A reply's time has come: it goes out as any other would now, unless what was said since makes it out of place.
 * Harmless when repeated: the message has its id.
 */
export async function sendScheduled(workspaceId: string, id: string): Promise<void> {
  const system = systemActor(workspaceId, "deadlines");
  const due = await transact(system, (tx) => takeDue(tx, system, id));
  if (!due) return;
  const { row, author } = due;
  const { conversationId, text, channel, attachmentIds } = row;
  try {
    const command = {
      conversationId,
      text,
      attachmentIds,
      messageId: id,
      clientKey: `scheduled:${id}`,
      writtenAt: row.createdAt,
    };
    const outcome = await sendMessage(author, { ...command, ...(channel && { channel }) });
    if (outcome.messageId) return;
    if (outcome.status === "later" && outcome.at) return await putOff(system, row, new Date(outcome.at));
    const reason = "reason" in outcome ? outcome.reason : "Nothing could be sent.";
    await transact(system, (tx) => settleScheduled(tx, system, row, "failed", reason));
  } catch (error) {
    if (!isAppError(error)) throw error;
    const reason = error.message;
    await transact(system, (tx) => settleScheduled(tx, system, row, "failed", reason));
  }
}

interface Due {
  row: ScheduledMessage;
  author: Actor;
}

/** From here on it cannot be taken back. One that was taken before and left no message is sent again. */
async function takeDue(tx: Transaction, system: Actor, id: string): Promise<Due | null> {
  await tx.$executeRaw`SELECT 1 FROM scheduled_messages WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.scheduledMessage.findUnique({ where: { id } });
  if (!row || row.sendAt > new Date()) return null;
  if (row.status === "sent" && (await tx.message.count({ where: { id } })) > 0) return null;
  if (row.status !== "pending" && row.status !== "sent") return null;
  const author = await authorOf(tx, row);
  const reason = author ? await outOfPlace(tx, row) : "Who wrote it does not work here any more.";
  if (!author || reason) {
    await settleScheduled(tx, system, row, "cancelled", reason ?? "");
    return null;
  }
  await tx.scheduledMessage.update({ where: { id }, data: { status: "sent", settledAt: new Date() } });
  return { row, author };
}

async function outOfPlace(tx: Transaction, row: ScheduledMessage): Promise<string | null> {
  const { conversationId, writtenAfter, authorId } = row;
  const { status, contact } = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    select: { status: true, contact: { select: { blockedAt: true, erasedAt: true } } },
  });
  if (status === "spam" || contact.blockedAt || contact.erasedAt)
    return "The contact was put away meanwhile.";
  if (row.isHeld || row.keepsOnReply) return null;
  const since = { conversationId, position: { gt: writtenAfter } };
  if ((await tx.message.count({ where: { ...since, direction: "in" } })) > 0) {
    return "The customer has written since.";
  }
  const answered = await tx.message.count({
    where: {
      ...since,
      direction: "out",
      authorKind: "agent",
      status: { notIn: ["failed", "suppressed"] },
      NOT: { authorId },
    },
  });
  return answered > 0 ? "Somebody else has answered since." : null;
}

async function putOff(system: Actor, row: ScheduledMessage, dueAt: Date): Promise<void> {
  const { id, workspaceId, conversationId } = row;
  await transact(system, async (tx) => {
    await tx.scheduledMessage.update({ where: { id }, data: { status: "pending", sendAt: dueAt } });
    const key = `scheduledReply:${id}`;
    await armDeadline(tx, { workspaceId, kind: "scheduledReply", key, dueAt, conversationId, subjectId: id });
  });
}

async function authorOf(tx: Transaction, row: ScheduledMessage): Promise<Actor | null> {
  const { workspaceId } = row;
  if (row.authorId) return readUserActor(tx, workspaceId, row.authorId);
  const author = row.author as {
    kind: string;
    apiKeyId?: string;
    role?: Role;
    scopes?: string[];
    name?: string;
  };
  if (author.kind !== "apiKey") return systemActor(workspaceId, author.name ?? "scheduled");
  const apiKeyId = author.apiKeyId ?? "";
  const key = await tx.apiKey.findFirst({ where: { id: apiKeyId, revokedAt: null } });
  return key && { kind: "apiKey", workspaceId, apiKeyId, role: key.role, scopes: key.scopes };
}
