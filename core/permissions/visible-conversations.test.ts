import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "#core/permissions/roles.ts";
import {
  canSeeConversation,
  VISIBILITIES,
  type Viewer,
  type Visibility,
  visibleConversations,
} from "#core/permissions/visible-conversations.ts";

const sam: Viewer = { role: "agent", userId: "sam", teamIds: ["sales"] };
const conversation = (
  visibility: Visibility,
  assigneeId: string | null = "kim",
  teamId: string | null = null,
) => ({
  visibility,
  assigneeId,
  teamId,
});
const sees = (viewer: Viewer, target: ReturnType<typeof conversation>) =>
  canSeeConversation(visibleConversations(viewer), target);

describe("an agent", () => {
  it("sees the workspace's conversations, their teams' and their own", () => {
    expect(sees(sam, conversation("workspace"))).toBe(true);
    expect(sees(sam, conversation("team", "kim", "sales"))).toBe(true);
    expect(sees(sam, conversation("assigned", "sam"))).toBe(true);
  });

  it("sees neither another team's nor what is another's alone, in their own team either", () => {
    expect(sees(sam, conversation("team", "kim", "care"))).toBe(false);
    expect(sees(sam, conversation("team", "kim", null))).toBe(false);
    expect(sees(sam, conversation("assigned", "kim", "sales"))).toBe(false);
    expect(sees(sam, conversation("assigned", null))).toBe(false);
  });

  it("sees less where it is narrowed: the team's, or the own ones alone", () => {
    const inTeam: Viewer = { ...sam, visibility: "team" };
    expect(sees(inTeam, conversation("workspace"))).toBe(false);
    expect(sees(inTeam, conversation("workspace", "kim", "sales"))).toBe(true);
    const alone: Viewer = { ...sam, visibility: "assigned" };
    expect(sees(alone, conversation("team", "kim", "sales"))).toBe(false);
    expect(sees(alone, conversation("assigned", "sam"))).toBe(true);
  });
});

describe("others", () => {
  it.each(["admin", "supervisor"] as const)("a %s sees everything, unless narrowed", (role) => {
    for (const visibility of VISIBILITIES)
      expect(sees({ role, userId: "boss" }, conversation(visibility))).toBe(true);
    const narrowed: Viewer = { role, userId: "boss", teamIds: ["sales"], visibility: "team" };
    expect(sees(narrowed, conversation("assigned", "kim", "sales"))).toBe(true);
    expect(sees(narrowed, conversation("assigned", "kim", "care"))).toBe(false);
  });

  it("an API key without the scope to view sees nothing", () => {
    expect(visibleConversations({ role: "admin", scopes: ["events.ingest"] })).toEqual({ kind: "none" });
  });

  it("an API key is nobody's assignee and in no team", () => {
    const key: Viewer = { role: "developer" };
    expect(sees(key, conversation("workspace", null))).toBe(true);
    expect(sees(key, conversation("assigned", null, "sales"))).toBe(false);
  });
});

it("never shows a narrowed viewer more than a free one", () => {
  const targets = VISIBILITIES.flatMap((visibility) =>
    ["sam", "kim", null].flatMap((assignee) =>
      ["sales", "care", null].map((team) => conversation(visibility, assignee, team)),
    ),
  );
  const count = (role: Role, visibility: Visibility | null) =>
    targets.filter((target) => sees({ role, userId: "sam", teamIds: ["sales"], visibility }, target)).length;
  for (const role of ROLES) {
    expect(count(role, "team")).toBeLessThanOrEqual(count(role, "workspace"));
    expect(count(role, "assigned")).toBeLessThanOrEqual(count(role, "team"));
    expect(count(role, null)).toBe(count(role, "workspace"));
  }
});
