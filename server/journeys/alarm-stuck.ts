import { systemActor } from "#server/access/actor.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Milliseconds between two alarms about one journey. */
const PAUSE = 60 * 60_000;

/**
 * Tells the owner of a journey that runs of it are stuck: how many, since when, and the reason of the last. Once an
 * hour at most; what comes in between is told at the end of the hour.
 */
export async function alarmStuck(workspaceId: string, journeyId: string): Promise<void> {
  await transact(systemActor(workspaceId, "alarms"), async (tx) => {
    await tx.$queryRaw`SELECT id FROM journeys WHERE id = ${journeyId}::uuid FOR UPDATE`;
    const journey = await tx.journey.findFirst({ where: { workspaceId, id: journeyId } });
    if (!journey) return;
    const last = journey.stuckAlarmedAt;
    const fresh = { workspaceId, journeyId, isTest: false, ...(last ? { stuckAt: { gt: last } } : {}) };
    const run = await tx.run.findFirst({
      where: { ...fresh, status: "stuck" },
      orderBy: { stuckAt: "desc" },
    });
    if (!run) return;
    const now = new Date();
    if (last && now.getTime() - last.getTime() < PAUSE) {
      await lookAgain(tx, workspaceId, journeyId, new Date(last.getTime() + PAUSE));
      return;
    }
    const count = await tx.run.count({ where: { workspaceId, journeyId, status: "stuck", isTest: false } });
    await tx.$executeRaw`UPDATE journeys SET stuck_alarmed_at = ${now} WHERE id = ${journeyId}::uuid`;
    const who = count === 1 ? "1 run is stuck" : `${count} runs are stuck`;
    await tellPeople(tx, {
      workspaceId,
      userIds: await ownersOf(tx, journey.ownerId),
      kind: "notice",
      text: `${journey.name}: ${who}. The last one: ${run.stuckReason ?? "no reason was given"}`,
      contactId: null,
      conversationId: null,
      run: { runId: run.id, effectKey: `stuck:${journeyId}:${now.getTime()}` },
    });
  });
}

/** A later alarm that is waiting already will do. */
async function lookAgain(tx: Transaction, workspaceId: string, journeyId: string, at: Date): Promise<void> {
  const orderingKey = `stuck:${journeyId}`;
  const waiting = await tx.outboxEntry.count({
    where: { workspaceId, orderingKey, status: "pending", availableAt: { gt: new Date() } },
  });
  if (waiting > 0) return;
  await writeOutbox(tx, {
    workspaceId,
    topic: "run.stuck",
    orderingKey,
    payload: { journeyId },
    availableAt: at,
  });
}

/** Its owner; where nobody owns it or they have left, whoever looks after journeys. */
async function ownersOf(tx: Transaction, ownerId: string | null): Promise<string[]> {
  const owner = ownerId
    ? await tx.user.findFirst({ where: { id: ownerId, deactivatedAt: null }, select: { id: true } })
    : null;
  if (owner) return [owner.id];
  return (await findRecipients(tx, "supervisor", null)).map(({ id }) => id);
}
