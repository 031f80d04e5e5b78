import { uuidv7 } from "uuidv7";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import type { TargetClock } from "#core/sla/follow-conversation.ts";
import type { Conversation, SlaClock } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armClock, armEscalation } from "#server/sla/arm-clock.ts";
import type { Policy, ReadPolicy } from "#server/sla/policy-promise.ts";

/** What clocks are saved for. */
export interface ClockPlace {
  actor: Actor;
  conversation: Conversation;
  policy: Policy;
  read: ReadPolicy;
  at: Date;
}

/** Saves the clocks that changed, each with its deadlines and the events that say what became of it. */
export async function saveClocks(
  tx: Transaction,
  place: ClockPlace,
  before: readonly SlaClock[],
  after: readonly TargetClock[],
): Promise<void> {
  for (const clock of after) {
    const known = before.find(({ target, cycle }) => target === clock.target && cycle === clock.cycle);
    const isPlanned = known?.endedAt != null || known?.policyRevision === place.policy.revision;
    if (known && isPlanned && isSame(known, clock)) continue;
    const saved = await writeClock(tx, place, known?.id, clock);
    const changes = changesOf(known, clock);
    for (const change of changes) await tell(tx, place, saved, change);
    await armClock(tx, place, saved);
    await armEscalation(tx, place, saved, changes.includes("breached"));
  }
}

function isSame(one: SlaClock, other: TargetClock): boolean {
  const dates = ["dueAt", "endedAt", "runningSince"] as const;
  return (
    one.status === other.status && dates.every((name) => one[name]?.getTime() === other[name]?.getTime())
  );
}

async function writeClock(
  tx: Transaction,
  { conversation, policy }: ClockPlace,
  id: string | undefined,
  clock: TargetClock,
): Promise<SlaClock> {
  const data = { ...clock, policyRevision: policy.revision };
  if (id) return tx.slaClock.update({ where: { id }, data });
  const { workspaceId, id: conversationId } = conversation;
  return tx.slaClock.create({
    data: { id: uuidv7(), workspaceId, conversationId, policyId: policy.id, ...data },
  });
}

type Change = "started" | "paused" | "resumed" | "met" | "breached" | "stopped";

function changesOf(before: SlaClock | undefined, after: TargetClock): Change[] {
  const changes: Change[] = before ? [] : ["started"];
  const from = before?.status ?? "running";
  if (from === after.status) return changes;
  if (after.status === "running") return [...changes, "resumed"];
  return [...changes, after.status === "missed" ? "breached" : after.status];
}

async function tell(tx: Transaction, place: ClockPlace, clock: SlaClock, change: Change): Promise<void> {
  const { actor, conversation, policy, at } = place;
  const when = { started: clock.startedAt, met: clock.metAt, breached: clock.breachedAt };
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: `sla.${change}` satisfies EventType,
    actor,
    occurredAt: (change in when ? when[change as keyof typeof when] : null) ?? at,
    data: { ...dataOf(clock, policy), ...extraOf(clock, change) },
  });
}

/** What every event of a clock says of it. */
export function dataOf({ id, target, cycle }: SlaClock, { id: policyId, key }: Policy): JsonObject {
  return { clockId: id, policyId, policy: key, target, cycle };
}

function extraOf({ dueAt, usedMs, pauseReason }: SlaClock, change: Change): JsonObject {
  if (change === "started" || change === "resumed") return { dueAt: dueAt?.toISOString() ?? null };
  if (change === "met") return { used: usedMs };
  return change === "paused" ? { reason: pauseReason } : {};
}
