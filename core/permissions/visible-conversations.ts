import { isAllowed, type Role } from "#core/permissions/roles.ts";

export const VISIBILITIES = ["workspace", "team", "assigned"] as const;

export type Visibility = (typeof VISIBILITIES)[number];

export interface Viewer {
  role: Role;
  scopes?: readonly string[];
  userId?: string;
  teamIds?: readonly string[];
  /** Narrows a user's reach below what the role gives. */
  visibility?: Visibility | null;
}

/**
 * Which conversations someone may see, as data: every list, search, stream and metric turns it into its own
 * filter. `none` sees nothing, `all` everything; `some` a conversation that fits any of the three.
 */
export type VisibleConversations =
  | { kind: "all" }
  | { kind: "none" }
  | {
      kind: "some";
      /** Assigned to this user, whatever the conversation's visibility. */
      assigneeId: string | null;
      /** Of one of these teams, with one of these visibilities. */
      teams: { ids: string[]; visibilities: Visibility[] };
      /** Of anybody, with one of these visibilities. */
      anybody: Visibility[];
    };

/**
 * `workspace` conversations are open to all, `team` ones to the team, `assigned` ones to the assignee.
 * `viewTeam` opens the `assigned` ones of one's own teams too, `viewAll` everything.
 */
export function visibleConversations(viewer: Viewer): VisibleConversations {
  const can = (permission: Parameters<typeof isAllowed>[1]) =>
    isAllowed(viewer.role, permission, viewer.scopes);
  if (!can("conversations.view")) return { kind: "none" };
  const reach = viewer.visibility ?? "workspace";
  if (reach === "workspace" && can("conversations.viewAll")) return { kind: "all" };
  const ofTeams: Visibility[] = can("conversations.viewTeam") ? [...VISIBILITIES] : ["workspace", "team"];
  return {
    kind: "some",
    assigneeId: viewer.userId ?? null,
    teams: { ids: reach === "assigned" ? [] : [...(viewer.teamIds ?? [])], visibilities: ofTeams },
    anybody: reach === "workspace" ? ["workspace"] : [],
  };
}

/** The same rule for one conversation at hand, such as one in a stream. */
export function canSeeConversation(
  visible: VisibleConversations,
  conversation: { visibility: Visibility; assigneeId: string | null; teamId: string | null },
): boolean {
  if (visible.kind !== "some") return visible.kind === "all";
  const { assigneeId, teams, anybody } = visible;
  if (assigneeId !== null && conversation.assigneeId === assigneeId) return true;
  if (anybody.includes(conversation.visibility)) return true;
  return (
    conversation.teamId !== null &&
    teams.ids.includes(conversation.teamId) &&
    teams.visibilities.includes(conversation.visibility)
  );
}
