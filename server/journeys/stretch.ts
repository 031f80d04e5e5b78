import { uuidv7 } from "uuidv7";
import type { EventType } from "#core/conversation/event-types.ts";
import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import {
  ENDED_STATUSES,
  type Goal,
  type RunEvent,
  type RunState,
  type Transition,
} from "#core/journey/run.ts";
import { runPriority } from "#core/journey/run-priority.ts";
import type { Json, JsonObject } from "#core/json.ts";
import { familyRows } from "#server/journeys/family-rows.ts";
import { uuidOf } from "#server/journeys/uuid-of.ts";

/** Milliseconds. */
const STUCK_ALARM_DELAY = 3_000;
const LATE_STATUS_DELAY = 1_000;
const CAMPAIGN_CHECK_DELAY = 3_000;

/** What became of a run between two saves: written whole or not at all. */
export interface Stretch {
  runId: string;
  /** The revision it was read with; a save by anybody else since then makes this one void. */
  revision: number;
  state: RunState;
  plan: Plan;
  journeyId: string;
  versionId: string;
  planHash: string;
  contactId: string;
  conversationId: string | null;
  /** What started the run. */
  startKey: string;
  isTest: boolean;
  campaignId: string | null;
  transitions: Transition[];
  taken: { eventId: string; kind: string; at: number }[];
  untaken: RunEvent[];
  /** How the effect before this stretch came out. */
  outcome?: { key: string; outcome: EffectOutcome };
  /** The effect that is performed next. */
  claim?: { effect: KeyedEffect; digest: string; attempt: number; until: number };
}

interface StepRow {
  id: string;
  visit: number;
  nodeId: string;
  type: string;
  enteredAt: number;
  leftAt: number | null;
  outlet: string | null;
  trail: JsonObject[];
}

/** A stretch as the rows that the saving statement writes. */
export interface StretchRow {
  runId: string;
  revision: number;
  status: string;
  state: RunState;
  versionId: string;
  planHash: string;
  arms: Record<string, string> | null;
  conversationId: string | null;
  nodeId: string | null;
  wakeAt: number | null;
  waitingFor: JsonObject | null;
  floor: boolean;
  stuckReason: string | null;
  stuckCode: string | null;
  heldReason: string | null;
  endReason: string | null;
  endedAt: number | null;
  goalReachedAt: number | null;
  steps: StepRow[];
  taken: { eventId: string; kind: string; at: number }[];
  claims: JsonObject[];
  outcomes: JsonObject[];
  log: JsonObject[];
  outbox: JsonObject[];
}

/** What is saved in one statement, at a moment (epoch milliseconds). */
export interface Saving {
  id: string;
  now: number;
}

export function rowOf(stretch: Stretch, { id: savingId, now }: Saving): StretchRow {
  const { state, transitions } = stretch;
  const { position } = state;
  const family = familyRows(stretch, now);
  return {
    runId: stretch.runId,
    revision: stretch.revision,
    status: state.status,
    state,
    versionId: stretch.versionId,
    planHash: stretch.planHash,
    arms: state.arms ?? null,
    conversationId: stretch.conversationId,
    nodeId: position?.nodeId ?? null,
    wakeAt: state.status === "waiting" ? (position?.rest?.until ?? null) : null,
    waitingFor: waitingFor(stretch),
    floor: hasFloor(state),
    stuckReason: state.stuck?.reason ?? null,
    stuckCode: state.stuck?.code ?? null,
    heldReason: lastWhy(transitions, "held"),
    endReason: state.ended?.reason ?? null,
    endedAt: state.ended?.at ?? null,
    goalReachedAt: state.goal?.at ?? null,
    steps: stepsOf(stretch),
    taken: stretch.taken,
    claims: stretch.claim ? [claimRow(stretch.claim, now)] : [],
    // An effect that was put off and is due again already: the new claim says it all, and no row is written twice.
    outcomes:
      stretch.outcome && stretch.outcome.key !== stretch.claim?.effect.key
        ? [outcomeRow(stretch.outcome, now)]
        : [],
    log: [...logOf(stretch), ...family.log],
    outbox: [
      ...stretch.untaken.flatMap((event) => handBack(stretch, event)),
      ...stuckAlarm(stretch, now),
      ...lookAgain(stretch, now),
      ...lastOfCampaign(stretch, savingId, now),
      ...family.outbox,
    ],
  };
}

/**
 * A run speaks while it walks or asks, and keeps the floor while somebody has suspended it there; not while it
 * waits for time to pass.
 */
function hasFloor({ status, position, suspended }: RunState): boolean {
  if (status === "running" || suspended?.from === "running") return true;
  const rests = status === "waiting" || suspended?.from === "waiting";
  return rests && position?.rest?.floor === true;
}

function waitingFor({ state, plan }: Stretch): JsonObject | null {
  const { position } = state;
  if (!position || ENDED_STATUSES.has(state.status)) return null;
  if (position.effect) {
    const { kind } = position.effect.effect;
    const { putOff } = position;
    if (!putOff || state.status === "running") return { kind: "effect", effect: kind };
    // By these the next to speak is chosen when the floor becomes free, and who is woken when sending is resumed.
    const { code, since, at } = putOff;
    return { kind: "effect", effect: kind, code, since, until: at, priority: runPriority(plan, state) };
  }
  if (!position.rest) return null;
  const { until, on } = position.rest;
  const kind = plan.nodes[position.nodeId]?.type ?? "wait";
  return { kind, on: [...on], ...(until === undefined ? {} : { until }) };
}

function stepsOf({ plan, state, transitions }: Stretch): StepRow[] {
  const steps = new Map<number, StepRow>();
  for (const transition of transitions) {
    const { at, visit, nodeId, kind, outlet, why, detail } = transition;
    const entered = state.position?.visit === visit ? state.position.enteredAt : at;
    const step = steps.get(visit) ?? {
      id: uuidv7(),
      visit,
      nodeId,
      type: plan.nodes[nodeId]?.type ?? "unknown",
      enteredAt: entered,
      leftAt: null,
      outlet: null,
      trail: [],
    };
    steps.set(visit, step);
    if (kind === "entered") step.enteredAt = at;
    if (kind === "left" || kind === "ended") step.leftAt = at;
    if (outlet !== undefined) step.outlet = outlet;
    step.trail.push(compact({ at, kind, why, outlet, detail }));
  }
  return [...steps.values()];
}

function claimRow(
  { effect, digest, attempt, until }: NonNullable<Stretch["claim"]>,
  now: number,
): JsonObject {
  const { key, visit, nodeId } = effect;
  return { id: uuidv7(), key, visit, nodeId, kind: effect.effect.kind, digest, attempt, at: now, until };
}

function outcomeRow({ key, outcome }: NonNullable<Stretch["outcome"]>, now: number): JsonObject {
  const later = outcome.status === "later";
  const status = { done: "done", suppressed: "done", failed: "failed", unknown: "unknown", later: "claimed" };
  return compact({
    key,
    status: status[outcome.status],
    result: later ? null : (outcome as unknown as Json),
    error: outcome.status === "failed" ? { code: outcome.code, reason: outcome.reason } : null,
    retryAt: later ? outcome.at : null,
    completedAt: later ? null : now,
  });
}

/** Events of the log: when the run began, each time it came to rest or was interfered with, how it ended. */
function logOf({ state, plan, transitions, versionId }: Stretch): JsonObject[] {
  return transitions.flatMap(({ at, visit, nodeId, kind, outlet, why, detail }) => {
    const line = (type: EventType, data: JsonObject): JsonObject => ({
      id: uuidv7(),
      type,
      at,
      nodeId,
      data,
    });
    switch (kind) {
      case "entered":
        return visit === 1 ? [line("run.started", { versionId, triggerNodeId: state.triggerNodeId })] : [];
      case "left":
        return outlet === "timeout" && plan.nodes[nodeId]?.type === "handoff"
          ? [line("handoff.timed_out", { visit })]
          : [];
      case "waiting":
        return [line("run.waiting", { visit })];
      case "stuck":
        return [line("run.stuck", { visit, code: state.stuck?.code ?? "unknown" })];
      case "held":
        return [line("run.held", { reason: why })];
      case "paused":
        return [line("run.paused", {})];
      case "resumed":
        return [line("run.resumed", {})];
      case "goal":
        return [line("run.goal_reached", goalData(detail))];
      case "migrated":
        return [line("run.migrated", migrationOf(detail))];
      case "ended":
        return [line("run.ended", { status: state.status, reason: state.ended?.reason ?? why })];
      default:
        return [];
    }
  });
}

function goalData(detail: Json | undefined): JsonObject {
  const { name, value } = detail as unknown as Goal;
  return value === undefined ? { goal: name } : { goal: name, value };
}

function migrationOf(detail: Json | undefined): JsonObject {
  const { fromVersionId = null, toVersionId = null } = (detail ?? {}) as JsonObject;
  return { fromVersionId, toVersionId };
}

/** Its owner hears of it when others of an outage have had time to get stuck too: one entry a minute and journey. */
function stuckAlarm({ transitions, journeyId, isTest }: Stretch, now: number): JsonObject[] {
  if (isTest || !transitions.some(({ kind }) => kind === "stuck")) return [];
  const id = uuidOf(`stuck:${journeyId}:${Math.floor(now / 60_000)}`);
  const orderingKey = `stuck:${journeyId}`;
  const availableAt = now + STUCK_ALARM_DELAY;
  return [{ id, topic: "run.stuck", orderingKey, payload: { journeyId }, availableAt }];
}

/** A status that came just before the outcome is written as unknown finds nothing to settle: it is looked for again. */
function lookAgain({ outcome }: Stretch, now: number): JsonObject[] {
  if (outcome?.outcome.status !== "unknown") return [];
  const { key: effectKey } = outcome;
  const availableAt = now + LATE_STATUS_DELAY;
  return [
    {
      id: uuidv7(),
      topic: "effect.unknown",
      orderingKey: `effect:${effectKey}`,
      payload: { effectKey },
      availableAt,
    },
  ];
}

/**
 * It may be the last that its campaign waited for. One entry for all that are saved together, and none for others: what
 * is looked at before this is saved does not see it. The look is late enough to be for several of them.
 */
function lastOfCampaign({ campaignId, state }: Stretch, savingId: string, now: number): JsonObject[] {
  if (campaignId === null || !ENDED_STATUSES.has(state.status)) return [];
  const id = uuidOf(`campaign:${campaignId}:${savingId}`);
  const availableAt = now + CAMPAIGN_CHECK_DELAY;
  return [
    {
      id,
      topic: "campaign.ended",
      orderingKey: `campaign:${campaignId}`,
      payload: { campaignId },
      availableAt,
    },
  ];
}

/** A message that the run did not want goes on down the inbound order. */
function handBack({ runId, conversationId }: Stretch, event: RunEvent): JsonObject[] {
  if (event.kind !== "message" || !conversationId) return [];
  const payload = { messageId: event.id, conversationId, runId };
  return [{ id: uuidv7(), topic: "message.untaken", orderingKey: conversationId, payload }];
}

function lastWhy(transitions: Transition[], kind: Transition["kind"]): string | null {
  return transitions.findLast((transition) => transition.kind === kind)?.why ?? null;
}

function compact(fields: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
