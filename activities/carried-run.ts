import { createHash } from "node:crypto";
import {
  lateOutcomeOf,
  type MoveOrder,
  moveOf,
  requestOf,
  resolve,
  slowFailureOf,
} from "#activities/carried-events.ts";
import { moveRun } from "#activities/move-run.ts";
import type { EffectRequest, Performed, Performers } from "#activities/performer.ts";
import { slowWorkFor } from "#activities/slow-work.ts";
import { AppError } from "#core/errors.ts";
import { advance } from "#core/journey/advance.ts";
import { type EffectOutcome, type KeyedEffect, SLOW_EFFECTS } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import { ENDED_STATUSES, type RunEvent, type RunState } from "#core/journey/run.ts";
import { runPriority } from "#core/journey/run-priority.ts";
import type { CarryItem, RunRest } from "#core/journey/wake.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { type LoadedRun, loadRun } from "#server/journeys/load-runs.ts";
import { loadWinners } from "#server/journeys/load-winners.ts";
import { saveStretch } from "#server/journeys/save-stretches.ts";
import type { Stretch } from "#server/journeys/stretch.ts";
import { isPostgresOutage } from "#server/relay/outage.ts";

/** Milliseconds a claim is its claimer's alone; longer than any quick effect may take. */
const LEASE = 15_000;

/** A run while it is carried: what happened since the last save, and what is to happen next. */
export class CarriedRun {
  private state: RunState;
  private revision: number;
  private conversationId: string | null;
  private pending: Pick<Stretch, "transitions" | "taken" | "untaken" | "outcome"> = nothingYet();
  private facts: LoadedRun["facts"];
  private readonly queue: RunEvent[];
  private readonly workspaceId: string;
  private readonly loaded: LoadedRun;
  /** The version that it is on, which a migration changes. */
  private plan: Plan;
  private versionId: string;
  private planHash: string;
  private readonly moves: MoveOrder[];
  private readonly performers: Performers;
  /** The effect that was last claimed here, and how often it has been by then. */
  private claimed: { key: string; attempt: number } | undefined;
  private readonly slowFailure: { key: string; reason: string } | undefined;

  private constructor(
    workspaceId: string,
    loaded: LoadedRun,
    plan: Plan,
    queue: RunEvent[],
    moves: MoveOrder[],
    item: CarryItem,
    performers: Performers,
  ) {
    this.workspaceId = workspaceId;
    this.loaded = loaded;
    this.plan = plan;
    this.queue = queue;
    this.performers = performers;
    this.state = loaded.state;
    this.revision = loaded.revision;
    this.conversationId = loaded.conversationId;
    this.versionId = loaded.versionId;
    this.planHash = loaded.planHash;
    this.moves = moves;
    this.facts = loaded.facts;
    this.slowFailure = slowFailureOf(item.events);
    this.noteGivenUp();
  }

  /** Given up while its run was held or set aside, an effect is told of when the run goes on. */
  private noteGivenUp(): void {
    const { slowFailure, state, loaded } = this;
    const isOurs = slowFailure !== undefined && slowFailure.key === state.position?.effect?.key;
    if (!isOurs || state.status === "running" || loaded.claim?.status !== "claimed") return;
    this.pending.outcome = { key: slowFailure.key, outcome: gaveUp(slowFailure.reason) };
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
    return new CarriedRun(workspaceId, work.run, plan, queue, moves, item, performers);
  }

  /** Walks until the run rests. `overtaken`: somebody else saved it meanwhile; read it again. */
  async walk(): Promise<RunRest | "overtaken"> {
    if ((await this.move()) === "overtaken") return "overtaken";
    if (this.state.visits === 0 && !ENDED_STATUSES.has(this.state.status)) {
      this.take({ kind: "start", id: this.state.id, at: Date.now() });
    }
    for (;;) {
      const urgent = this.nextUrgent();
      if (urgent) {
        this.take(urgent);
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
        this.take({ kind: "effect", key: effect.key, at: Date.now(), outcome });
        continue;
      }
      const event = this.nextEvent();
      if (!event) break;
      this.take(event);
    }
    return (await this.save()) ? this.rest() : "overtaken";
  }

  private take(event: RunEvent): void {
    const facts = event.kind === "message" ? { ...this.facts, message: event.message } : this.facts;
    const now = Math.max(Date.now(), event.at);
    const { run, transitions, untaken } = advance(this.plan, this.state, event, {
      now,
      facts,
      steps: nodeSteps,
    });
    this.state = run;
    this.pending.transitions.push(...transitions);
    this.pending.untaken.push(...untaken);
    if (event.kind === "message" || event.kind === "happening" || event.kind === "control") {
      this.pending.taken.push({ eventId: event.id, kind: event.kind, at: event.at });
    }
  }

  /** Goes to another version, if it was told to and rests; what it did before is saved under the one it was on. */
  private async move(): Promise<boolean | "overtaken"> {
    for (const { id, at, operationId } of this.moves.splice(0)) {
      if (!ENDED_STATUSES.has(this.state.status)) this.state = { ...this.state, moving: { operationId } };
      this.pending.taken.push({ eventId: id, kind: "control", at });
    }
    const { workspaceId, versionId, plan, state, facts } = this;
    const { journeyId } = this.loaded;
    const moved = await moveRun({ workspaceId, journeyId, versionId, plan, state, facts });
    if (!moved) return false;
    if (moved.to) {
      if (!(await this.save())) return "overtaken";
      this.plan = moved.to.plan;
      this.facts = moved.to.facts;
      this.versionId = moved.to.version.id;
      this.planHash = moved.to.version.planHash;
    }
    this.state = moved.state;
    this.pending.transitions.push(...moved.transitions);
    this.pending.untaken.push(...moved.untaken);
    return true;
  }

  /** What may end the run is looked at before an effect is performed; the rest queues in the run until it rests. */
  private takeInterruptions(): void {
    const { exitWhen, goal } = this.plan.settings;
    if (!goal && !exitWhen?.length) return;
    for (const event of this.queue.splice(0)) this.take(event);
  }

  /** An exit rule held before the effect was begun: it is not begun. */
  private leaveBefore({ key }: KeyedEffect): EffectOutcome | undefined {
    const { leaving } = this.state;
    const begun = this.loaded.state.position?.effect?.key === key && this.loaded.claim !== null;
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
    const { position, status } = this.state;
    const until = status === "waiting" ? position?.rest?.until : undefined;
    const next = this.queue[0];
    if (position && until !== undefined && until <= Date.now() && (!next || until <= next.at)) {
      return { kind: "timer", visit: position.visit, at: until };
    }
    return this.queue.shift();
  }

  private waitingEffect(): KeyedEffect | undefined {
    return this.state.status === "running" ? this.state.position?.effect : undefined;
  }

  /** How an effect came out: known already, performed now, or for another time. */
  private async settle(effect: KeyedEffect): Promise<EffectOutcome | RunRest | "overtaken"> {
    const claim = this.loaded.state.position?.effect?.key === effect.key ? this.loaded.claim : null;
    if (claim && claim.status !== "claimed" && claim.outcome) return claim.outcome;
    if (SLOW_EFFECTS.has(effect.effect.kind)) return this.leaveToSlowLane(effect, claim);
    const busyUntil = claim && claim.retryAt === null ? claim.claimedUntil : 0;
    if (busyUntil > Date.now()) {
      const saved = await this.save();
      return saved
        ? { runId: this.state.id, kind: "retry", reason: "Its effect is being performed." }
        : "overtaken";
    }
    const before = this.claimed?.key === effect.key ? this.claimed.attempt : (claim?.attempts ?? 0);
    const attempt = before + 1;
    this.claimed = { key: effect.key, attempt };
    const resuming = claim !== null && claim.retryAt === null;
    if (!(await this.save({ effect, attempt }))) return "overtaken";
    const { outcome, conversationId } = await this.perform(effect, attempt, resuming);
    this.pending.outcome = { key: effect.key, outcome };
    const opened = conversationId !== undefined && conversationId !== this.conversationId;
    if (opened) {
      this.conversationId = conversationId;
      if (!(await this.save())) return "overtaken";
    }
    if (opened || changesFacts(effect)) await this.readFactsAgain();
    return outcome;
  }

  private async perform(keyed: KeyedEffect, attempt: number, resuming: boolean): Promise<Performed> {
    const { effect } = keyed;
    const request: EffectRequest = {
      actor: systemActor(this.workspaceId, "engine"),
      effect,
      key: keyed.key,
      runId: this.state.id,
      nodeId: keyed.nodeId,
      journeyId: this.loaded.journeyId,
      contactId: this.loaded.contactId,
      conversationId: this.conversationId,
      facts: this.facts,
      attempt,
      resuming,
      settings: this.plan.settings,
      priority: runPriority(this.plan, this.state),
      putOff: this.state.position?.putOff ?? null,
    };
    try {
      // The map is keyed by the kind that the request's effect has, which the compiler cannot follow.
      const performer = this.performers[effect.kind as keyof Performers] as (
        all: EffectRequest,
      ) => Promise<Performed>;
      return await performer(request);
    } catch (error) {
      if (isPostgresOutage(error)) throw error;
      return { outcome: outcomeOfError(error, effect.kind) };
    }
  }

  private async leaveToSlowLane(
    effect: KeyedEffect,
    claim: LoadedRun["claim"],
  ): Promise<EffectOutcome | RunRest | "overtaken"> {
    if (this.slowFailure?.key === effect.key) {
      const outcome = gaveUp(this.slowFailure.reason);
      this.pending.outcome = { key: effect.key, outcome };
      return outcome;
    }
    // It put the effect off: the run is told once, and asks again when the time has come.
    const putOff = claim?.outcome;
    if (claim && putOff?.status === "later") {
      claim.outcome = null;
      this.pending.outcome = { key: effect.key, outcome: putOff };
      return putOff;
    }
    const saved = await this.save(claim ? undefined : { effect, attempt: 0 });
    if (!saved) return "overtaken";
    const work = slowWorkFor(effect);
    return { runId: this.state.id, kind: "slow", status: this.state.status, work, wakeAt: null };
  }

  private async readFactsAgain(): Promise<void> {
    const again = await loadRun(this.workspaceId, requestOf({ runId: this.state.id, events: [] }));
    if (!again) return;
    const { winners } = this.loaded.facts;
    this.facts = winners ? { ...again.run.facts, winners } : again.run.facts;
  }

  /** False when the run was saved by somebody else since it was read. */
  private async save(claim?: { effect: KeyedEffect; attempt: number }): Promise<boolean> {
    const { transitions, taken, untaken, outcome } = this.pending;
    if (!claim && !outcome && transitions.length + taken.length + untaken.length === 0) return true;
    const { journeyId, contactId, startKey, isTest, campaignId } = this.loaded;
    const saved = await saveStretch(this.workspaceId, {
      runId: this.state.id,
      revision: this.revision,
      state: this.state,
      plan: this.plan,
      journeyId,
      versionId: this.versionId,
      planHash: this.planHash,
      contactId,
      startKey,
      isTest,
      campaignId,
      conversationId: this.conversationId,
      ...this.pending,
      ...(claim ? { claim: { ...claim, digest: digestOf(claim.effect), until: Date.now() + LEASE } } : {}),
    });
    if (saved) {
      this.revision += 1;
      this.pending = nothingYet();
    }
    return saved;
  }

  private rest(): RunRest {
    const { id: runId, status, position } = this.state;
    if (ENDED_STATUSES.has(status)) return { runId, kind: "ended", status };
    const until = status === "waiting" ? position?.rest?.until : undefined;
    return { runId, kind: "resting", status, wakeAt: until ?? null };
  }
}

/** A state that is none cannot be walked on, and must not rest for ever either. */
function requireSound(state: RunState): void {
  if (typeof state.visits !== "number" || typeof state.status !== "string" || !Array.isArray(state.inbox)) {
    throw new Error("The state of this run cannot be read.");
  }
}

function nothingYet(): Pick<Stretch, "transitions" | "taken" | "untaken" | "outcome"> {
  return { transitions: [], taken: [], untaken: [] };
}

function gaveUp(reason: string): EffectOutcome {
  return { status: "failed", code: "gave_up", reason };
}

/** Whether what later nodes look at may be different after an effect. */
function changesFacts({ effect }: KeyedEffect): boolean {
  return effect.kind !== "note" && effect.kind !== "send";
}

function digestOf({ effect }: KeyedEffect): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("hex");
}

/** A performer that throws: what the product refuses has failed; a send that broke off may have gone out. */
function outcomeOfError(error: unknown, kind: string): EffectOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError) return { status: "failed", code: error.code, reason };
  return kind === "send" ? { status: "unknown", reason } : { status: "failed", code: "internal", reason };
}
