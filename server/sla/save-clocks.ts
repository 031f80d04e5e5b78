import { uuidv7 } from "uuidv7";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import type { TargetClock } from "#core/sla/follow-conversation.ts";
import { usedAt } from "#core/sla/sla-clock.ts";
import type { Conversation, SlaClock } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armDeadline, disarmDeadlines } from "#server/relay/arm-deadline.ts";
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
    if (known && isSame(known, clock)) continue;
    const saved = await writeClock(tx, place, known?.id, clock);
    for (const change of changesOf(known, clock)) await tell(tx, place, saved, change);
    await armClock(tx, place, saved);
  }
}

export const deadlineKeys = (clockId: string) => ({
  due: `sla:${clockId}`,
  warning: `slaWarning:${clockId}`,
});

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
  if (id) return tx.slaClock.update({ where: { id }, data: clock });
  const { workspaceId, id: conversationId } = conversation;
  return tx.slaClock.create({
    data: { id: uuidv7(), workspaceId, conversationId, policyId: policy.id, ...clock },
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

/** Arms what a clock that runs will fall due by, and disarms it for any other. */
async function armClock(
  tx: Transaction,
  { conversation, read, at }: ClockPlace,
  clock: SlaClock,
): Promise<void> {
  const keys = deadlineKeys(clock.id);
  const { dueAt, runningSince } = clock;
  if (clock.status !== "running" || !dueAt || !runningSince) {
    return disarmDeadlines(tx, Object.values(keys));
  }
  const { workspaceId, id: conversationId } = conversation;
  const about = { workspaceId, conversationId, subjectId: clock.id };
  await armDeadline(tx, { ...about, kind: "sla", key: keys.due, dueAt });
  if (read.warnAt === null) return;
  const warnMs = clock.allowedMs * read.warnAt;
  // Past its warning it is not warned again, however often it is paused.
  if (usedAt(clock, at, read.time) >= warnMs) return disarmDeadlines(tx, [keys.warning]);
  const warningAt = read.time.after(runningSince, warnMs - clock.usedMs);
  await armDeadline(tx, { ...about, kind: "slaWarning", key: keys.warning, dueAt: warningAt });
}
