import { uuidv7 } from "uuidv7";
import type { Conversation, Priority } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Waiting {
  teamId: string | null;
  priority: Priority;
  skills: { key: string; level: number }[];
  runId: string | null;
  /** It was taken off somebody: it goes before those of its priority that never had anybody. */
  isReturned: boolean;
}

/** Puts a conversation into its team's queue, or into everybody's. One that waits already keeps its place. */
export async function enqueue(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { teamId, priority, skills, runId, isReturned }: Waiting,
): Promise<void> {
  const queueId = await queueOf(tx, actor.workspaceId, teamId);
  const waiting = await tx.queueEntry.findFirst({ where: { conversationId: conversation.id, leftAt: null } });
  if (waiting) {
    const stays = waiting.queueId === queueId && waiting.priority === priority;
    if (stays && JSON.stringify(waiting.skills) === JSON.stringify(skills)) return;
    await tx.queueEntry.update({ where: { id: waiting.id }, data: { queueId, priority, skills } });
    return;
  }
  const enteredAt = conversation.waitingSince ?? new Date();
  const { workspaceId } = actor;
  const entry = {
    id: uuidv7(),
    workspaceId,
    queueId,
    conversationId: conversation.id,
    priority,
    skills,
    runId,
    isReturned,
    joinedAt: new Date(),
  };
  await tx.queueEntry.create({ data: { ...entry, enteredAt } });
  const about = aboutConversation(conversation);
  await appendEvent(tx, { ...about, type: "conversation.queued", actor, teamId, runId, data: { queueId } });
}

/** Queues are made when they are first needed: one a team, and one for what has no team. */
async function queueOf(tx: Transaction, workspaceId: string, teamId: string | null): Promise<string> {
  const found = await tx.queue.findFirst({ where: { teamId }, orderBy: { id: "asc" } });
  if (found) return found.id;
  const team = teamId ? await tx.team.findUnique({ where: { id: teamId } }) : null;
  const id = uuidv7();
  const key = team?.key ?? "everybody";
  await tx.queue.create({ data: { id, workspaceId, key, name: team?.name ?? "Everybody", teamId } });
  return id;
}
