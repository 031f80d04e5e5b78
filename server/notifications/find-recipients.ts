import { isStanding, type Standing } from "#core/journey/recipient.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Recipient {
  id: string;
  email: string;
}

/** What of a conversation decides who is meant; null where there is none yet. */
export interface Concern {
  assigneeId: string | null;
  teamId: string | null;
}

const select = { id: true, email: true } as const;

/**
 * The colleagues that a journey names: by what they are to the conversation, by their team's key or by e-mail. None
 * where there is nobody like that.
 */
export async function findRecipients(
  tx: Transaction,
  to: string,
  concern: Concern | null,
): Promise<Recipient[]> {
  if (isStanding(to)) return byStanding(tx, to, concern);
  const named = to.includes("@") ? { email: to.toLowerCase() } : inTeam({ key: to, archivedAt: null });
  return tx.user.findMany({ where: { deactivatedAt: null, ...named }, select });
}

async function byStanding(
  tx: Transaction,
  standing: Standing,
  concern: Concern | null,
): Promise<Recipient[]> {
  const { assigneeId = null, teamId = null } = concern ?? {};
  if (standing === "assignee") {
    return assigneeId ? tx.user.findMany({ where: { deactivatedAt: null, id: assigneeId }, select }) : [];
  }
  if (standing === "team") {
    return teamId
      ? tx.user.findMany({ where: { deactivatedAt: null, ...inTeam({ id: teamId }) }, select })
      : [];
  }
  const lead = teamId ? [{ teams: { some: { teamId, isLead: true } } }] : [];
  for (const where of [...lead, { role: "supervisor" as const }, { role: "admin" as const }]) {
    const found = await tx.user.findMany({ where: { deactivatedAt: null, ...where }, select });
    if (found.length > 0) return found;
  }
  return [];
}

function inTeam(team: { id: string } | { key: string; archivedAt: null }) {
  return { teams: { some: { team } } };
}
