import { createHash } from "node:crypto";
import { type MoveOrder, requestOf } from "#activities/carried-events.ts";
import { moveRun } from "#activities/move-run.ts";
import { advance } from "#core/journey/advance.ts";
import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import { ENDED_STATUSES, type RunEvent, type RunState } from "#core/journey/run.ts";
import type { RunRest } from "#core/journey/wake.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { type LoadedRun, loadRun } from "#server/journeys/load-runs.ts";
import { saveStretch } from "#server/journeys/save-stretches.ts";
import type { Stretch } from "#server/journeys/stretch.ts";

/** Milliseconds a claim is its claimer's alone; longer than any quick effect may take. */
const LEASE = 15_000;

/** A run as it was read, moved on by events, and saved: what happened since the last save is kept until the next. */
export class SavedRun {
  readonly workspaceId: string;
  readonly loaded: LoadedRun;
  state: RunState;
  facts: LoadedRun["facts"];
  /** The version that it is on, which a migration changes. */
  plan: Plan;
  conversationId: string | null;
  private versionId: string;
  private planHash: string;
  private revision: number;
  private pending: Pick<Stretch, "transitions" | "taken" | "untaken" | "outcome"> = nothingYet();

  constructor(workspaceId: string, loaded: LoadedRun, plan: Plan) {
    this.workspaceId = workspaceId;
    this.loaded = loaded;
    this.plan = plan;
    this.state = loaded.state;
    this.facts = loaded.facts;
    this.revision = loaded.revision;
    this.conversationId = loaded.conversationId;
    this.versionId = loaded.versionId;
    this.planHash = loaded.planHash;
  }

  /** Moves on by one event. */
  take(event: RunEvent): void {
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

  /** It was told to move, which it does when it rests. */
  noteMove({ id, at, operationId }: MoveOrder): void {
    if (!ENDED_STATUSES.has(this.state.status)) this.state = { ...this.state, moving: { operationId } };
    this.pending.taken.push({ eventId: id, kind: "control", at });
  }

  /** How an effect came out, for the next save. */
  noteOutcome(key: string, outcome: EffectOutcome): void {
    this.pending.outcome = { key, outcome };
  }

  /** Goes to the version that it was told to move to, if it rests; what it did before is saved under the one it was on. */
  async move(): Promise<boolean | "overtaken"> {
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

  async readFactsAgain(): Promise<void> {
    const again = await loadRun(this.workspaceId, requestOf({ runId: this.state.id, events: [] }));
    if (!again) return;
    const { winners } = this.loaded.facts;
    this.facts = winners ? { ...again.run.facts, winners } : again.run.facts;
  }

  /** False when the run was saved by somebody else since it was read. */
  async save(claim?: { effect: KeyedEffect; attempt: number }): Promise<boolean> {
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

  /** How it rests now. */
  rest(): RunRest {
    const { id: runId, status, position } = this.state;
    if (ENDED_STATUSES.has(status)) return { runId, kind: "ended", status };
    const until = status === "waiting" ? position?.rest?.until : undefined;
    return { runId, kind: "resting", status, wakeAt: until ?? null };
  }
}

function nothingYet(): Pick<Stretch, "transitions" | "taken" | "untaken" | "outcome"> {
  return { transitions: [], taken: [], untaken: [] };
}

function digestOf({ effect }: KeyedEffect): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("hex");
}
