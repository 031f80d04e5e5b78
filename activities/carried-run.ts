import {
  lateOutcomeOf,
  type MoveOrder,
  moveOf,
  requestOf,
  resolve,
  slowFailureOf,
} from "#activities/carried-events.ts";
import { performQuickly } from "#activities/perform-quickly.ts";
import type { Performers } from "#activities/performer.ts";
import { SavedRun } from "#activities/saved-run.ts";
import { slowWorkFor } from "#activities/slow-work.ts";
import { type EffectOutcome, type KeyedEffect, SLOW_EFFECTS } from "#core/journey/effect.ts";
import { ENDED_STATUSES, type RunEvent, type RunState } from "#core/journey/run.ts";
import type { CarryItem, RunRest } from "#core/journey/wake.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { type LoadedRun, loadRun } from "#server/journeys/load-runs.ts";
import { loadWinners } from "#server/journeys/load-winners.ts";

/** A run while it is carried: what is to happen to it next, and how its effects come out. */
export class CarriedRun {
  private readonly run: SavedRun;
  private readonly queue: RunEvent[];
  private readonly moves: MoveOrder[];
  private readonly performers: Performers;
  /** The effect that was last claimed here, and how often it has been by then. */
  private claimed: { key: string; attempt: number } | undefined;
  private readonly slowFailure: { key: string; reason: string } | undefined;

  private constructor(
    run: SavedRun,
    queue: RunEvent[],
    moves: MoveOrder[],
    item: CarryItem,
    performers: Performers,
  ) {
    this.run = run;
    this.queue = queue;
    this.moves = moves;
    this.performers = performers;
    this.slowFailure = slowFailureOf(item.events);
    this.noteGivenUp();
  }

  /** Given up while its run was held or set aside, an effect is told of when the run goes on. */
  private noteGivenUp(): void {
    const { slowFailure, run } = this;
    const { state, loaded } = run;
    const isOurs = slowFailure !== undefined && slowFailure.key === state.position?.effect?.key;
    if (!isOurs || state.status === "running" || loaded.claim?.status !== "claimed") return;
    run.noteOutcome(slowFailure.key, gaveUp(slowFailure.reason));
  }

  /** Reads a run and its events; undefined when there is no such run. */
  static async load(
    workspaceId: string,
    item: CarryItem,
    performers: Performers,
  ): Promise<CarriedRun | undefined> {
    const work = await loadRun(workspaceId, requestOf(item));
    if (!work) return undefined;
    requireSound(work.run.state);
    const plan = await loadPlan(workspaceId, work.run.planHash);
    const winners = await loadWinners(workspaceId, work.run.journeyId, plan);
    if (winners) work.run.facts = { ...work.run.facts, winners };
    const events = item.events.flatMap((reference) => resolve(reference, work.events));
    // What is known by now comes first: a person's word to send once more was given without it.
    const queue = [...lateOutcomeOf(work.run), ...events.sort((left, right) => left.at - right.at)];
    const moves = item.events.flatMap((reference) => moveOf(reference, work.events));
    return new CarriedRun(new SavedRun(workspaceId, work.run, plan), queue, moves, item, performers);
  }

  /** Walks until the run rests. `overtaken`: somebody else saved it meanwhile; read it again. */
  async walk(): Promise<RunRest | "overtaken"> {
    const { run } = this;
    if ((await this.move()) === "overtaken") return "overtaken";
    if (run.state.visits === 0 && !ENDED_STATUSES.has(run.state.status)) {
      run.take({ kind: "start", id: run.state.id, at: Date.now() });
    }
    for (;;) {
      const urgent = this.nextUrgent();
      if (urgent) {
        run.take(urgent);
        continue;
      }
      const moved = await this.move();
      if (moved === "overtaken") return moved;
      if (moved) continue;
      const effect = this.waitingEffect();
      if (effect) {
        this.takeInterruptions();
        const outcome = this.leaveBefore(effect) ?? (await this.settle(effect));
        if (outcome === "overtaken") return outcome;
        if ("kind" in outcome) return outcome;
        run.take({ kind: "effect", key: effect.key, at: Date.now(), outcome });
        continue;
      }
      const event = this.nextEvent();
      if (!event) break;
      run.take(event);
    }
    return (await run.save()) ? run.rest() : "overtaken";
  }

  /** Goes to another version, if it was told to and rests. */
  private async move(): Promise<boolean | "overtaken"> {
    for (const order of this.moves.splice(0)) this.run.noteMove(order);
    return this.run.move();
  }

  /** What may end the run is looked at before an effect is performed; the rest queues in the run until it rests. */
  private takeInterruptions(): void {
    const { exitWhen, goal } = this.run.plan.settings;
    if (!goal && !exitWhen?.length) return;
    for (const event of this.queue.splice(0)) this.run.take(event);
  }

  /** An exit rule held before the effect was begun: it is not begun. */
  private leaveBefore({ key }: KeyedEffect): EffectOutcome | undefined {
    const { leaving } = this.run.state;
    const begun = this.claimOf(key) !== null;
    return leaving === undefined || begun
      ? undefined
      : { status: "suppressed", code: "exited", reason: leaving };
  }

  /** What people want, and how an effect came out after all, is taken before anything that happened. */
  private nextUrgent(): RunEvent | undefined {
    const index = this.queue.findIndex(({ kind }) => kind === "control" || kind === "effect");
    return index < 0 ? undefined : this.queue.splice(index, 1)[0];
  }

  /** The earlier of the next event and the run's own deadline, so that neither is lost nor overtakes the other. */
  private nextEvent(): RunEvent | undefined {
    const { position, status } = this.run.state;
    const until = status === "waiting" ? position?.rest?.until : undefined;
    const next = this.queue[0];
    if (position && until !== undefined && until <= Date.now() && (!next || until <= next.at)) {
      return { kind: "timer", visit: position.visit, at: until };
    }
    return this.queue.shift();
  }

  private waitingEffect(): KeyedEffect | undefined {
    const { status, position } = this.run.state;
    return status === "running" ? position?.effect : undefined;
  }

  /** The claim that was found for an effect when the run was read. */
  private claimOf(key: string): LoadedRun["claim"] {
    const { state, claim } = this.run.loaded;
    return state.position?.effect?.key === key ? claim : null;
  }

  /** How an effect came out: known already, performed now, or for another time. */
  private async settle(effect: KeyedEffect): Promise<EffectOutcome | RunRest | "overtaken"> {
    const { run } = this;
    const claim = this.claimOf(effect.key);
    if (claim && claim.status !== "claimed" && claim.outcome) return claim.outcome;
    if (SLOW_EFFECTS.has(effect.effect.kind)) return this.leaveToSlowLane(effect, claim);
    const busyUntil = claim && claim.retryAt === null ? claim.claimedUntil : 0;
    if (busyUntil > Date.now()) {
      const saved = await run.save();
      return saved
        ? { runId: run.state.id, kind: "retry", reason: "Its effect is being performed." }
        : "overtaken";
    }
    const before = this.claimed?.key === effect.key ? this.claimed.attempt : (claim?.attempts ?? 0);
    const attempt = before + 1;
    this.claimed = { key: effect.key, attempt };
    const resuming = claim !== null && claim.retryAt === null;
    if (!(await run.save({ effect, attempt }))) return "overtaken";
    const { outcome, conversationId } = await performQuickly(
      run,
      effect,
      { attempt, resuming },
      this.performers,
    );
    run.noteOutcome(effect.key, outcome);
    const opened = conversationId !== undefined && conversationId !== run.conversationId;
    if (opened) {
      run.conversationId = conversationId;
      if (!(await run.save())) return "overtaken";
    }
    if (opened || changesFacts(effect)) await run.readFactsAgain();
    return outcome;
  }

  private async leaveToSlowLane(
    effect: KeyedEffect,
    claim: LoadedRun["claim"],
  ): Promise<EffectOutcome | RunRest | "overtaken"> {
    const { run } = this;
    if (this.slowFailure?.key === effect.key) {
      const outcome = gaveUp(this.slowFailure.reason);
      run.noteOutcome(effect.key, outcome);
      return outcome;
    }
    // It put the effect off: the run is told once, and asks again when the time has come.
    const putOff = claim?.outcome;
    if (claim && putOff?.status === "later") {
      claim.outcome = null;
      run.noteOutcome(effect.key, putOff);
      return putOff;
    }
    const saved = await run.save(claim ? undefined : { effect, attempt: 0 });
    if (!saved) return "overtaken";
    const work = slowWorkFor(effect);
    return { runId: run.state.id, kind: "slow", status: run.state.status, work, wakeAt: null };
  }
}

/** A state that is none cannot be walked on, and must not rest for ever either. */
function requireSound(state: RunState): void {
  if (typeof state.visits !== "number" || typeof state.status !== "string" || !Array.isArray(state.inbox)) {
    throw new Error("The state of this run cannot be read.");
  }
}

function gaveUp(reason: string): EffectOutcome {
  return { status: "failed", code: "gave_up", reason };
}

/** Whether what later nodes look at may be different after an effect. */
function changesFacts({ effect }: KeyedEffect): boolean {
  return effect.kind !== "note" && effect.kind !== "send";
}
