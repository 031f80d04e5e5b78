import {
  type Viewer,
  type VisibleConversations,
  visibleConversations,
} from "#core/permissions/visible-conversations.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";

/** What the actor may see, as data. */
export function visibleTo(actor: Actor): VisibleConversations {
  if (actor.kind === "system") return { kind: "all" };
  return visibleConversations(viewerOf(actor));
}

/** A where-clause over conversations for what the actor may see. Put it into `AND` of every query. */
export function conversationFilter(actor: Actor): Prisma.ConversationWhereInput {
  const visible = visibleTo(actor);
  if (visible.kind === "all") return {};
  if (visible.kind === "none") return { id: { in: [] } };
  const { assigneeId, teams, anybody } = visible;
  return {
    OR: [
      // What is offered to somebody is seen by them, or they could not say whether they take it.
      ...(assigneeId ? [{ assigneeId }, { offers: { some: { userId: assigneeId, outcome: null } } }] : []),
      ...(teams.ids.length > 0
        ? [{ teamId: { in: teams.ids }, visibility: { in: teams.visibilities } }]
        : []),
      ...(anybody.length > 0 ? [{ visibility: { in: anybody } }] : []),
    ],
  };
}

function viewerOf(actor: Exclude<Actor, { kind: "system" }>): Viewer {
  if (actor.kind === "apiKey") return { role: actor.role, scopes: actor.scopes };
  return {
    role: actor.role,
    userId: actor.userId,
    teamIds: actor.teamIds,
    visibility: actor.visibility,
  };
}
