import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { PutOff, RunState } from "#core/journey/run.ts";
import type { Facts } from "#core/journey/variables.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadRun } from "#server/journeys/load-runs.ts";
import { transact } from "#server/platform/database.ts";
import { storableJson } from "#server/platform/storable-json.ts";

export interface SlowEffect {
  runId: string;
  effect: KeyedEffect;
  journeyId: string;
  contactId: string;
  conversationId: string | null;
  facts: Facts;
  planHash: string;
  putOff: PutOff | null;
  vars: RunState["vars"];
  /** From 1. */
  attempt: number;
  /** The attempt before this one was never heard of again. */
  interrupted: boolean;
}

/** Counts an attempt at an effect; undefined when it is settled, or its run has gone elsewhere meanwhile. */
export async function beginSlowEffect(
  workspaceId: string,
  runId: string,
  key: string,
): Promise<SlowEffect | undefined> {
  const work = await loadRun(workspaceId, { runId, messages: [], happenings: [], controls: [] });
  const effect = work?.run.state.position?.effect;
  if (!work || effect?.key !== key || work.run.claim?.status !== "claimed") return undefined;
  const where = { workspaceId_key: { workspaceId, key } };
  const { attempt, interrupted } = await transact(systemActor(workspaceId, "engine"), async (tx) => {
    const before = await tx.effect.findUniqueOrThrow({
      where,
      select: { attempts: true, error: true, retryAt: true },
    });
    const data = { attempts: { increment: 1 }, error: Prisma.DbNull, retryAt: null };
    const { attempts } = await tx.effect.update({ where, data, select: { attempts: true } });
    const interrupted = before.attempts > 0 && before.error === null && before.retryAt === null;
    return { attempt: attempts, interrupted };
  });
  const { journeyId, planHash, contactId, conversationId, facts } = work.run;
  const { vars, position } = work.run.state;
  const whose = { runId, journeyId, planHash, contactId, conversationId, facts, vars };
  return { ...whose, effect, attempt, interrupted, putOff: position?.putOff ?? null };
}

/** Stores why an attempt came to nothing, so that the next one knows that this one is over. */
export async function noteSlowFailure(workspaceId: string, key: string, cause: unknown): Promise<void> {
  const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 1000);
  const error = JSON.parse(storableJson({ code: "attempt_failed", reason })) as Prisma.InputJsonObject;
  await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.effect.updateMany({
      where: { workspaceId, key, status: "claimed" },
      data: { error },
    }),
  );
}

const STATUS = {
  done: "done",
  suppressed: "done",
  failed: "failed",
  unknown: "unknown",
  later: "claimed",
} as const satisfies Record<EffectOutcome["status"], string>;

/** Stores how an effect came out, for the run to be told when it is carried next. */
export async function finishSlowEffect(
  workspaceId: string,
  key: string,
  outcome: EffectOutcome,
): Promise<void> {
  const isLater = outcome.status === "later";
  const error = outcome.status === "failed" ? { code: outcome.code, reason: outcome.reason } : undefined;
  await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.effect.updateMany({
      where: { workspaceId, key, status: "claimed" },
      data: {
        status: STATUS[outcome.status],
        result: JSON.parse(storableJson(outcome)) as Prisma.InputJsonValue,
        ...(error ? { error: JSON.parse(storableJson(error)) as Prisma.InputJsonValue } : {}),
        claimedUntil: null,
        // It is tried again from then on, once the run has been told.
        ...(isLater ? { retryAt: new Date(outcome.at) } : { completedAt: new Date() }),
      },
    }),
  );
}
