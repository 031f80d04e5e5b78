import type { EffectRequest, Performed, Performers } from "#activities/performer.ts";
import type { SavedRun } from "#activities/saved-run.ts";
import { AppError } from "#core/errors.ts";
import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import { runPriority } from "#core/journey/run-priority.ts";
import { systemActor } from "#server/access/actor.ts";
import { isPostgresOutage } from "#server/relay/outage.ts";

/**
 * Performs an effect that is quick enough to stay in the chain; what it throws becomes its outcome.
 * @throws what says that Postgres is away: nothing is known then, and the run is carried again
 */
export async function performQuickly(
  run: SavedRun,
  { effect, key, nodeId }: KeyedEffect,
  { attempt, resuming }: Pick<EffectRequest, "attempt" | "resuming">,
  performers: Performers,
): Promise<Performed> {
  const request: EffectRequest = {
    actor: systemActor(run.workspaceId, "engine"),
    effect,
    key,
    runId: run.state.id,
    nodeId,
    journeyId: run.loaded.journeyId,
    contactId: run.loaded.contactId,
    conversationId: run.conversationId,
    facts: run.facts,
    attempt,
    resuming,
    settings: run.plan.settings,
    priority: runPriority(run.plan, run.state),
    putOff: run.state.position?.putOff ?? null,
  };
  try {
    // The map is keyed by the kind that the request's effect has, which the compiler cannot follow.
    const performer = performers[effect.kind as keyof Performers] as (
      all: EffectRequest,
    ) => Promise<Performed>;
    return await performer(request);
  } catch (error) {
    if (isPostgresOutage(error)) throw error;
    return { outcome: outcomeOfError(error, effect.kind) };
  }
}

/** A performer that throws: what the product refuses has failed; a send that broke off may have gone out. */
function outcomeOfError(error: unknown, kind: string): EffectOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError) return { status: "failed", code: error.code, reason };
  return kind === "send" ? { status: "unknown", reason } : { status: "failed", code: "internal", reason };
}
