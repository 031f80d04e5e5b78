import { durationToMilliseconds } from "#core/duration/duration.ts";
import { usedAt } from "#core/sla/sla-clock.ts";
import type { Conversation, SlaClock } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armDeadline, disarmDeadlines, disarmSubject } from "#server/relay/arm-deadline.ts";
import type { ReadPolicy } from "#server/sla/policy-promise.ts";

interface Place {
  conversation: Conversation;
  read: ReadPolicy;
  at: Date;
}

const dueKey = (clockId: string) => `sla:${clockId}`;
const warningKey = (clockId: string, share: number) => `slaWarning:${clockId}:${share}`;
const stepKey = (clockId: string, index: number) => `slaEscalation:${clockId}:${index}`;

/** The share of the time that a warning's key stands for. */
export const shareOf = (key: string): number => Number(key.split(":")[2]);
/** The place in the chain that an escalation's key stands for, from 0. */
export const stepOf = (key: string): number => Number(key.split(":")[2]);

/** Arms what a clock that runs will fall due and be warned by, and disarms it for any other. */
export async function armClock(
  tx: Transaction,
  { conversation, read, at }: Place,
  clock: SlaClock,
): Promise<void> {
  const { dueAt, runningSince } = clock;
  const { workspaceId, id: conversationId } = conversation;
  const about = { workspaceId, conversationId, subjectId: clock.id };
  const warnings: string[] = [];
  if (clock.status !== "running" || !dueAt || !runningSince) {
    await disarmDeadlines(tx, [dueKey(clock.id)]);
  } else {
    await armDeadline(tx, { ...about, kind: "sla", key: dueKey(clock.id), dueAt });
    const used = usedAt(clock, at, read.time);
    for (const share of read.warnAt) {
      const warnMs = clock.allowedMs * share;
      // Past its warnings it is not warned again, however often it is paused.
      if (used >= warnMs && clock.warnedAt) continue;
      const key = warningKey(clock.id, share);
      const warningAt = used >= warnMs ? at : read.time.after(runningSince, warnMs - clock.usedMs);
      await armDeadline(tx, { ...about, kind: "slaWarning", key, dueAt: warningAt });
      warnings.push(key);
    }
  }
  await disarmSubject(tx, { ...about, kinds: ["slaWarning"] }, warnings);
}

/** Arms the policy's chain where the promise was just broken, and disarms what is left of it once all is over. */
export async function armEscalation(
  tx: Transaction,
  { conversation, read }: Place,
  { id, status, breachedAt, endedAt }: SlaClock,
  isJustBroken: boolean,
): Promise<void> {
  const { workspaceId, id: conversationId } = conversation;
  const about = { workspaceId, conversationId, subjectId: id };
  if (status !== "missed" || endedAt) return disarmSubject(tx, { ...about, kinds: ["slaEscalation"] });
  if (!isJustBroken || !breachedAt) return;
  for (const [index, { after }] of read.escalation.entries()) {
    const milliseconds = durationToMilliseconds(after);
    const dueAt = milliseconds > 0 ? read.time.after(breachedAt, milliseconds) : breachedAt;
    await armDeadline(tx, { ...about, kind: "slaEscalation", key: stepKey(id, index), dueAt });
  }
}
