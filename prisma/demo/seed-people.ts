import { uuidv7 } from "uuidv7";
import { demoEmail, PEOPLE, SKILLS, TEAMS } from "#prisma/demo/people.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Teams, skills and people. Nobody is online: presence is what people themselves say of it. */
export async function seedPeople(
  tx: Transaction,
  workspaceId: string,
  businessHoursId: string,
  createdAt: Date,
): Promise<void> {
  const base = { workspaceId, createdAt };
  const teams = TEAMS.map((team) => ({ ...base, ...team, id: uuidv7(), businessHoursId }));
  const skills = SKILLS.map(([key, name]) => ({ ...base, id: uuidv7(), key, name }));
  const people = Object.values(PEOPLE).map((person) => ({ ...person, id: uuidv7() }));
  await tx.team.createMany({ data: teams });
  await tx.skill.createMany({ data: skills });
  await tx.user.createMany({
    data: people.map((person) => {
      const { id, name, role, locale, timezone, capacity } = person;
      return { ...base, id, name, role, locale, timezone, capacity, email: demoEmail(person) };
    }),
  });
  await tx.teamMember.createMany({
    data: people.flatMap((person) =>
      teams
        .filter((team) => person.teams.includes(team.key))
        .map((team) => ({ ...base, teamId: team.id, userId: person.id, isLead: person.leads ?? false })),
    ),
  });
  await tx.userSkill.createMany({
    data: people.flatMap((person) =>
      skills
        .filter((skill) => skill.key in person.skills)
        .map((skill) => ({
          ...base,
          userId: person.id,
          skillId: skill.id,
          level: person.skills[skill.key] ?? 1,
        })),
    ),
  });
}
