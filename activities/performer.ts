import type { Effect, EffectKind, EffectOutcome, SlowKind } from "#core/journey/effect.ts";
import type { PutOff } from "#core/journey/run.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { SystemActor } from "#server/access/actor.ts";

/** An effect of a kind, with whom it is for and under which key. */
export interface EffectRequest<Kind extends EffectKind = EffectKind> {
  actor: SystemActor;
  effect: Extract<Effect, { kind: Kind }>;
  /** `runId:visit`: the provider's idempotency key, and how our own rows are found again. */
  key: string;
  runId: string;
  nodeId: string;
  journeyId: string;
  contactId: string;
  /** Null until the run has one. */
  conversationId: string | null;
  facts: Facts;
  /** From 1. */
  attempt: number;
  /** An earlier attempt was begun and never heard of again: look first what became of it. */
  resuming: boolean;
  /** Of the journey. */
  settings: JourneySettings;
  /** Of the run: who speaks first. */
  priority: number;
  /** Why the effect was put off before, if it was. */
  putOff: PutOff | null;
}

export interface Performed {
  outcome: EffectOutcome;
  /** The conversation that the effect opened for the run. */
  conversationId?: string;
}

export type Performer<Kind extends EffectKind> = (request: EffectRequest<Kind>) => Promise<Performed>;

/** Effects that are quick enough to stay in the chain. */
export type QuickKind = Exclude<EffectKind, SlowKind>;
export type Performers = { [Kind in QuickKind]: Performer<Kind> };
