import type { NotificationKind } from "#core/api/collaboration.ts";
import { canSeeConversation, visibleConversations } from "#core/permissions/visible-conversations.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Word {
  kind: NotificationKind;
  text: string;
}

/** Tells those of these colleagues who see the conversation, and never who does it. Answers who was told. */
export async function tellColleagues(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  userIds: string[],
  { kind, text }: Word,
): Promise<string[]> {
  const others = userIds.filter((id) => actor.kind !== "user" || id !== actor.userId);
  const seeing = await whoSees(tx, conversation, others);
  const { id: conversationId, workspaceId, contactId } = conversation;
  await tellPeople(tx, { workspaceId, contactId, conversationId, userIds: seeing, kind, text });
  return seeing;
}

/** Tells everybody who follows a conversation, but those who have been told already. */
export async function tellFollowers(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  text: string,
  told: readonly string[] = [],
): Promise<void> {
  const followers = await tx.follower.findMany({ where: { conversationId: conversation.id } });
  const userIds = followers.map(({ userId }) => userId).filter((id) => !told.includes(id));
  await tellColleagues(tx, actor, conversation, userIds, { kind: "activity", text });
}

/** Makes people followers; those who are stay so. */
export async function addFollowers(
  tx: Transaction,
  { workspaceId, id: conversationId }: Pick<Conversation, "workspaceId" | "id">,
  userIds: string[],
): Promise<void> {
  const data = userIds.map((userId) => ({ workspaceId, conversationId, userId }));
  await tx.follower.createMany({ data, skipDuplicates: true });
}

/** How somebody is called in a notification. */
export async function nameOf(tx: Transaction, actor: Actor): Promise<string> {
  if (actor.kind !== "user") return "Throughline";
  const user = await tx.user.findUnique({ where: { id: actor.userId }, select: { name: true } });
  return user?.name ?? "A colleague";
}

async function whoSees(tx: Transaction, conversation: Conversation, userIds: string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const users = await tx.user.findMany({
    where: { id: { in: userIds }, deactivatedAt: null },
    include: { teams: { select: { teamId: true } } },
  });
  const seeing = users.filter(({ id, role, visibility, teams }) => {
    const teamIds = teams.map(({ teamId }) => teamId);
    return canSeeConversation(visibleConversations({ role, visibility, userId: id, teamIds }), conversation);
  });
  return seeing.map(({ id }) => id);
}
