import { uuidv7 } from "uuidv7";
import { systemActor } from "#server/access/actor.ts";
import { signalRun } from "#server/journeys/signal-run.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import type { OutboxPayload } from "#server/relay/outbox-topics.ts";

type Waking = OutboxPayload<"sending.resumed">;

const PAGE = 200;
/** Milliseconds after which whoever read that sending is halted has saved so. */
const SECOND_LOOK = 20_000;

/** Wakes the runs whose messages were held, a page at a time; the last of a page promises the next one. */
export async function wakeHeldRuns(workspaceId: string, waking: Waking): Promise<void> {
  const { journeyId, after, isSecond } = waking;
  const actor = systemActor(workspaceId, "sending");
  const runs = await transact(actor, (tx) =>
    tx.run.findMany({
      where: {
        workspaceId,
        endedAt: null,
        waitingFor: { path: ["code"], equals: "halted" },
        ...(journeyId && { journeyId }),
        ...(after && { id: { gt: after } }),
      },
      orderBy: { id: "asc" },
      take: PAGE,
      select: { id: true },
    }),
  );
  for (const { id } of runs) {
    await signalRun(workspaceId, id, { kind: "control", id: uuidv7(), action: "wake", at: Date.now() });
  }
  const last = runs.length === PAGE ? runs.at(-1) : undefined;
  if (last) await transact(actor, (tx) => promiseWaking(tx, workspaceId, { ...waking, after: last.id }));
  else if (!isSecond) {
    const again = { journeyId, isSecond: true };
    await transact(actor, (tx) => promiseWaking(tx, workspaceId, again, SECOND_LOOK));
  }
}

/** Promises, in the caller's transaction, to wake the runs of a journey, or of all, whose messages were held. */
export async function promiseWaking(
  tx: Transaction,
  workspaceId: string,
  payload: Waking,
  delay = 0,
): Promise<void> {
  const orderingKey = `sending:${payload.journeyId ?? workspaceId}:${payload.isSecond ? 2 : 1}`;
  const availableAt = new Date(Date.now() + delay);
  const topic = "sending.resumed";
  await tx.outboxEntry.create({
    data: { id: uuidv7(), workspaceId, topic, orderingKey, payload, availableAt },
  });
}
