import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createUserSchema, patchUserSchema, User } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { hashPassword } from "#server/access/password.ts";
import { writePresence } from "#server/access/presence-row.ts";
import { getUser } from "#server/access/read-users.ts";
import { forgetSessionActor } from "#server/access/session-actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";
import { handOverAll } from "#server/routing/hand-over-all.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";

type Create = z.output<typeof createUserSchema>;
type Patch = z.output<typeof patchUserSchema>;

/** Adds a person. Without a password they cannot sign in until one is set. */
export async function createUser(actor: Actor, given: Create): Promise<User> {
  authorize(actor, "people.edit");
  const { email, teams, skills, password, ...fields } = given;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const { workspaceId } = actor;
  const id = uuidv7();
  await transact(actor, async (tx) => {
    await tx.user.create({ data: { ...fields, id, workspaceId, email: email.toLowerCase(), passwordHash } });
    await replaceMemberships(tx, workspaceId, id, { teams, skills });
    const change = { role: given.role };
    await writeAudit(tx, actor, { action: "user.created", subjectType: "user", subjectId: id, change });
  });
  return getUser(actor, id);
}

/**
 * Changes a person. A new password, role or deactivation ends their sessions. People may change their own name,
 * locale, zone and password; everything else takes `people.edit`.
 */
export async function patchUser(actor: Actor, id: string, given: Patch): Promise<User> {
  if (!isOwnBusiness(actor, id, given)) authorize(actor, "people.edit");
  const { email, teams, skills, password, deactivated, ...fields } = given;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  await transact(actor, async (tx) => {
    const before = await tx.user.findFirst({ where: { id } });
    if (!before) throw new AppError("not_found", "There is no such user.");
    const losesAdmin = before.role === "admin" && ((fields.role ?? "admin") !== "admin" || deactivated);
    if (losesAdmin) await requireAnotherAdmin(tx, id);
    const endsSessions =
      passwordHash !== undefined || deactivated || (fields.role ?? before.role) !== before.role;
    await tx.user.update({
      where: { id },
      data: {
        ...fields,
        passwordHash,
        email: email?.toLowerCase(),
        deactivatedAt: deactivated === undefined ? undefined : deactivated ? new Date() : null,
        sessionEpoch: endsSessions ? { increment: 1 } : undefined,
      },
    });
    await replaceMemberships(tx, actor.workspaceId, id, { teams, skills });
    if (deactivated && !before.deactivatedAt) await leave(tx, actor, id);
    // With other skills or more room they may take what nobody could before.
    else await promiseDrain(tx, actor.workspaceId, id);
    const change = { fields: Object.keys(given), ...(fields.role ? { role: fields.role } : {}) };
    await writeAudit(tx, actor, { action: "user.updated", subjectType: "user", subjectId: id, change });
  });
  forgetSessionActor(id);
  if (deactivated) await handOverAll(actor.workspaceId, id);
  return getUser(actor, id);
}

/** They are here no more; what they have is handed over, whatever becomes of this process. */
async function leave(tx: Transaction, actor: Actor, userId: string): Promise<void> {
  const { workspaceId } = actor;
  await writePresence(tx, actor, { userId, status: "offline", reason: null, lastSeenAt: null });
  await writeOutbox(tx, {
    workspaceId,
    topic: "user.left",
    orderingKey: `user/${userId}`,
    payload: { userId },
  });
}

const OWN_FIELDS = new Set(["name", "locale", "timezone", "password"]);

function isOwnBusiness(actor: Actor, id: string, given: Patch): boolean {
  if (actor.kind !== "user" || actor.userId !== id) return false;
  return Object.keys(given).every((field) => OWN_FIELDS.has(field));
}

async function requireAnotherAdmin(tx: Transaction, id: string): Promise<void> {
  const others = await tx.user.count({ where: { role: "admin", deactivatedAt: null, id: { not: id } } });
  if (others === 0) throw new AppError("conflict", "A workspace keeps at least one active admin.");
}

interface Memberships {
  teams?: string[];
  skills?: { key: string; level: number }[];
}

async function replaceMemberships(
  tx: Transaction,
  workspaceId: string,
  userId: string,
  { teams, skills }: Memberships,
): Promise<void> {
  if (teams) {
    const rows = await tx.team.findMany({ where: { key: { in: teams }, archivedAt: null } });
    refuseUnknown("team", teams, rows);
    const leads = await tx.teamMember.findMany({ where: { userId, isLead: true } });
    const isLead = (teamId: string) => leads.some((lead) => lead.teamId === teamId);
    await tx.teamMember.deleteMany({ where: { userId } });
    await tx.teamMember.createMany({
      data: rows.map(({ id }) => ({ workspaceId, userId, teamId: id, isLead: isLead(id) })),
    });
  }
  if (skills) {
    const keys = skills.map((skill) => skill.key);
    const rows = await tx.skill.findMany({ where: { key: { in: keys } } });
    refuseUnknown("skill", keys, rows);
    const levelOf = new Map(skills.map(({ key, level }) => [key, level]));
    await tx.userSkill.deleteMany({ where: { userId } });
    await tx.userSkill.createMany({
      data: rows.map(({ id, key }) => ({ workspaceId, userId, skillId: id, level: levelOf.get(key) ?? 1 })),
    });
  }
}

function refuseUnknown(what: string, keys: string[], rows: { key: string }[]): void {
  const missing = keys.find((key) => !rows.some((row) => row.key === key));
  if (missing) throw new AppError("invalid_input", `There is no ${what} “${missing}” in this workspace.`);
}
