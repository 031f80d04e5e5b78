import type { Role } from "#core/permissions/roles.ts";

/** Roles as people call them, and what each is for. */
export const ROLE_WORDS: Record<Role, { name: string; article: string; means: string }> = {
  admin: { name: "Admin", article: "an admin", means: "Everything, people and channels included" },
  marketer: {
    name: "Marketer",
    article: "a marketer",
    means: "Draws and publishes journeys, runs campaigns",
  },
  supervisor: {
    name: "Supervisor",
    article: "a supervisor",
    means: "Sees every conversation, leads the team",
  },
  agent: { name: "Agent", article: "an agent", means: "Answers customers in the inbox" },
  developer: {
    name: "Developer",
    article: "a developer",
    means: "Draws journeys, sets up channels and keys",
  },
};
