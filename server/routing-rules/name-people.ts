import type { Keyed, Named } from "#core/api/fields.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Names of the workspace's people and teams by id, those who have left included. */
export interface Names {
  user(id: string | null): Named | null;
  team(id: string | null): Keyed | null;
  emails: ReadonlyMap<string, string>;
}

export async function loadNames(tx: Transaction): Promise<Names> {
  const users = await tx.user.findMany({ select: { id: true, name: true, email: true } });
  const teams = await tx.team.findMany({ select: { id: true, key: true, name: true } });
  const userById = new Map(users.map(({ id, name }) => [id, { id, name }]));
  const teamById = new Map(teams.map((team) => [team.id, team]));
  return {
    user: (id) => (id === null ? null : (userById.get(id) ?? null)),
    team: (id) => (id === null ? null : (teamById.get(id) ?? null)),
    emails: new Map(users.map(({ id, email }) => [id, email])),
  };
}
