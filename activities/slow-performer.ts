import { ApplicationFailure } from "@temporalio/common";
import type { Effect, EffectOutcome, SlowKind } from "#core/journey/effect.ts";
import type { PutOff } from "#core/journey/run.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { Json } from "#core/json.ts";

/** An effect of the slow lane, with whom it is for. */
export interface SlowRequest<Kind extends SlowKind = SlowKind> {
  workspaceId: string;
  effect: Extract<Effect, { kind: Kind }>;
  /** `runId:visit`: the same for every attempt. */
  key: string;
  runId: string;
  journeyId: string;
  contactId: string;
  conversationId: string | null;
  facts: Facts;
  planHash: string;
  /** Why it was put off before. */
  putOff: PutOff | null;
  /** What the run has saved so far. */
  vars: Record<string, Json>;
  /** From 1. */
  attempt: number;
  /** An earlier attempt was begun and never heard of again: it may have been carried out. */
  interrupted: boolean;
  /** Aborted when the attempt's time is up or the worker stops. */
  signal: AbortSignal;
  heartbeat(): void;
}

/**
 * Performs one attempt. What it returns is final; what it throws is tried again as often as `slow-work.ts` says,
 * and then the effect has failed.
 */
export type SlowPerformer<Kind extends SlowKind> = (request: SlowRequest<Kind>) => Promise<EffectOutcome>;

export type SlowPerformers = { [Kind in SlowKind]: SlowPerformer<Kind> };

export function failed(code: string, reason: string): EffectOutcome {
  return { status: "failed", code, reason };
}

/** Milliseconds; Temporal takes 0 as never. */
const LEAST_DELAY = 500;

/** What to throw to be tried again, no sooner than after `delay` milliseconds where the service says so. */
export function tryAgain(reason: string, delay?: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: reason,
    ...(delay === undefined ? {} : { nextRetryDelay: Math.max(delay, LEAST_DELAY) }),
  });
}
