import type { Sending } from "#core/api/sending.ts";
import type { Breaker } from "#core/sending/circuit-breaker.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { readBreaker } from "#server/sending/read-breaker.ts";

/** What is halted now, and how many runs wait for it to be lifted. */
export async function getSending(actor: Actor): Promise<Sending> {
  authorize(actor, "journeys.view");
  return transact(actor, (tx) => readSending(tx, actor));
}

/** Sets when the circuit breaker trips. */
export async function saveBreaker(actor: Actor, breaker: Breaker): Promise<Sending> {
  authorize(actor, "workspace.edit");
  return transact(actor, async (tx) => {
    const { workspaceId } = actor;
    const value = JSON.stringify({ breaker });
    await tx.$executeRaw`UPDATE workspaces SET settings = settings || ${value}::jsonb WHERE id = ${workspaceId}::uuid`;
    const change = breaker as unknown as Prisma.JsonObject;
    await writeAudit(tx, actor, {
      action: "workspace.breaker_changed",
      subjectType: "workspace",
      subjectId: workspaceId,
      change: change as never,
    });
    return readSending(tx, actor);
  });
}

export async function readSending(tx: Transaction, { workspaceId }: Actor): Promise<Sending> {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const journeys = await tx.journey.findMany({
    where: {
      workspaceId,
      status: { not: "archived" },
      OR: [{ sendingHaltedAt: { not: null } }, { trippedAt: { not: null } }],
    },
    orderBy: { name: "asc" },
  });
  const isHalted = workspace.sendingHaltedAt !== null || journeys.length > 0;
  return {
    haltedAt: workspace.sendingHaltedAt?.toISOString() ?? null,
    journeys: journeys.map(({ id, key, name, trippedAt, sendingHaltedAt, pausedReason, createdAt }) => ({
      id,
      key,
      name,
      haltedAt: (trippedAt ?? sendingHaltedAt ?? createdAt).toISOString(),
      by: trippedAt ? ("breaker" as const) : ("halt" as const),
      reason: trippedAt ? pausedReason : null,
    })),
    held: isHalted
      ? await tx.run.count({
          where: { workspaceId, endedAt: null, waitingFor: { path: ["code"], equals: "halted" } },
        })
      : 0,
    breaker: readBreaker(workspace.settings),
  };
}
