import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { ContactFacts, ConversationFacts } from "#core/journey/variables.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadRun } from "#server/journeys/load-runs.ts";
import { transact } from "#server/platform/database.ts";

export interface SlowEffect {
  runId: string;
  effect: KeyedEffect;
  attempt: number;
  contact: ContactFacts;
  conversation: ConversationFacts | null;
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
  const { attempts } = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.effect.update({
      where: { workspaceId_key: { workspaceId, key } },
      data: { attempts: { increment: 1 } },
      select: { attempts: true },
    }),
  );
  const { contact, conversation } = work.run.facts;
  return { runId, effect, attempt: attempts, contact, conversation };
}

/** Stores how an effect came out, for the run to be told when it is carried next. */
export async function finishSlowEffect(
  workspaceId: string,
  key: string,
  outcome: EffectOutcome,
): Promise<void> {
  const status = outcome.status === "failed" || outcome.status === "unknown" ? outcome.status : "done";
  const error = outcome.status === "failed" ? { code: outcome.code, reason: outcome.reason } : undefined;
  await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.effect.updateMany({
      where: { workspaceId, key, status: "claimed" },
      data: {
        status,
        result: outcome as unknown as Prisma.InputJsonValue,
        ...(error ? { error } : {}),
        claimedUntil: null,
        completedAt: new Date(),
      },
    }),
  );
}
