import { uuidv7 } from "uuidv7";
import type { Role } from "#core/permissions/roles.ts";
import type { PresenceStatus } from "#prisma/generated/client.ts";
import { demoFile } from "#prisma/seed/demo-files.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Person {
  name: string;
  email: string;
  role: Role;
  presence: PresenceStatus;
  teams: string[];
  lead?: boolean;
  skills: Record<string, number>;
}

/** The demo's people, without passwords: nobody signs in as them until an admin sets one. The admin joins each team. */
export async function seedPeople(
  tx: Transaction,
  workspaceId: string,
  { adminId, now }: { adminId: string; now: Date },
): Promise<void> {
  const { people } = demoFile("people.json") as { people: Person[] };
  const teams = await tx.team.findMany();
  const skills = await tx.skill.findMany();
  const rows = people.map((person) => ({ ...person, id: uuidv7() }));
  await tx.user.createMany({
    data: rows.map(({ id, name, email, role }) => ({ id, workspaceId, name, email, role })),
  });
  await tx.teamMember.createMany({
    data: [
      ...teams.map(({ id }) => ({ workspaceId, teamId: id, userId: adminId })),
      ...rows.flatMap((person) =>
        teams
          .filter(({ key }) => person.teams.includes(key))
          .map(({ id }) => ({ workspaceId, teamId: id, userId: person.id, isLead: person.lead ?? false })),
      ),
    ],
  });
  await tx.userSkill.createMany({
    data: rows.flatMap((person) =>
      skills.flatMap(({ id, key }) => {
        const level = person.skills[key];
        return level === undefined ? [] : [{ workspaceId, userId: person.id, skillId: id, level }];
      }),
    ),
  });
  await tx.presence.createMany({
    data: rows.map(({ id, presence }) => ({
      userId: id,
      workspaceId,
      status: presence,
      since: now,
      lastSeenAt: now,
    })),
  });
}
