import type { Sending } from "#core/api/sending.ts";
import { AppError } from "#core/errors.ts";
import type { Journey } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { readSending } from "#server/sending/read-sending.ts";
import { promiseWaking } from "#server/sending/wake-held-runs.ts";

export interface HaltScope {
  /** A journey's id or key; absent for the whole workspace. */
  journey?: string | undefined;
}

/**
 * The kill switch: from now on nothing is sent for the workspace, or by the journey. What runs want to send waits, and
 * goes out when sending is resumed; what people write is kept back with the reason.
 */
export async function haltSending(
  actor: Actor,
  { journey, reason }: HaltScope & { reason?: string | undefined },
): Promise<Sending> {
  authorize(actor, "sending.halt");
  return transact(actor, async (tx) => {
    const halted = { sendingHaltedAt: new Date() };
    const found = await findScope(tx, actor, journey);
    const { count } = found
      ? await tx.journey.updateMany({ where: { id: found.id, sendingHaltedAt: null }, data: halted })
      : await tx.workspace.updateMany({
          where: { id: actor.workspaceId, sendingHaltedAt: null },
          data: halted,
        });
    if (count > 0) await record(tx, actor, "sending.halted", found, reason);
    return readSending(tx, actor);
  });
}

/** Lifts the kill switch, and a circuit breaker that tripped: what was held goes out, in the order of its deadlines. */
export async function resumeSending(actor: Actor, { journey }: HaltScope): Promise<Sending> {
  authorize(actor, "sending.halt");
  return transact(actor, async (tx) => {
    const found = await findScope(tx, actor, journey);
    if (found) await resumeJourneySending(tx, actor, found);
    else await resumeWorkspaceSending(tx, actor);
    return readSending(tx, actor);
  });
}

async function resumeJourneySending(tx: Transaction, actor: Actor, journey: Journey): Promise<void> {
  const { id, workspaceId, sendingHaltedAt, trippedAt } = journey;
  if (!sendingHaltedAt && !trippedAt) return;
  await tx.journey.updateMany({ where: { workspaceId, id }, data: { sendingHaltedAt: null } });
  await closeBreaker(tx, journey);
  await record(tx, actor, "sending.resumed", journey);
  if (!trippedAt) await promiseWaking(tx, workspaceId, { journeyId: id });
}

async function resumeWorkspaceSending(tx: Transaction, actor: Actor): Promise<void> {
  const { workspaceId } = actor;
  const { count } = await tx.workspace.updateMany({
    where: { id: workspaceId, sendingHaltedAt: { not: null } },
    data: { sendingHaltedAt: null },
  });
  if (count === 0) return;
  await record(tx, actor, "sending.resumed", null);
  await promiseWaking(tx, workspaceId, { journeyId: null });
}

/** The journey is resumed: what its circuit breaker held goes out, and it counts from here on. */
export async function closeBreaker(tx: Transaction, { workspaceId, id, trippedAt }: Journey): Promise<void> {
  if (!trippedAt) return;
  await tx.journey.updateMany({ where: { workspaceId, id }, data: { trippedAt: null } });
  await tx.journeyPulse.deleteMany({ where: { workspaceId, journeyId: id } });
  await promiseWaking(tx, workspaceId, { journeyId: id });
}

async function findScope(
  tx: Transaction,
  { workspaceId }: Actor,
  journey: string | undefined,
): Promise<Journey | null> {
  if (journey === undefined) return null;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(journey);
  const found = await tx.journey.findFirst({
    where: { workspaceId, ...(isId ? { id: journey } : { key: journey }) },
  });
  if (!found) throw new AppError("not_found", `There is no journey ${journey}.`);
  return found;
}

async function record(
  tx: Transaction,
  actor: Actor,
  type: "sending.halted" | "sending.resumed",
  journey: { id: string } | null,
  reason?: string,
): Promise<void> {
  const scope = journey ? "journey" : "workspace";
  const data = { scope, ...(reason !== undefined && { reason }) };
  await appendEvent(tx, { type, actor, journeyId: journey?.id ?? null, data });
  await writeAudit(tx, actor, {
    action: type,
    subjectType: scope,
    subjectId: journey?.id ?? actor.workspaceId,
    change: data,
  });
}
