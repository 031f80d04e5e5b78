import { uuidv7 } from "uuidv7";
import type { DeadlineKind } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface DeadlineToArm {
  workspaceId: string;
  kind: DeadlineKind;
  /** What it is the deadline of: arming it again moves it. */
  key: string;
  dueAt: Date;
  conversationId?: string | null;
  subjectId: string;
}

/** Arms a deadline in the caller's transaction, or moves the one that its key has. */
export async function armDeadline(
  tx: Transaction,
  { workspaceId, key, dueAt, ...about }: DeadlineToArm,
): Promise<void> {
  const armed = { dueAt, status: "pending", claimedUntil: null, attempts: 0 } as const;
  await tx.deadline.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { id: uuidv7(), workspaceId, key, ...about, ...armed },
    update: armed,
  });
}

/**
 * Whether what falls due is to be told now: the row remembers for which due time it was, so that a deadline which is
 * worked twice is told once. In the transaction that tells.
 */
export async function claimTelling(tx: Transaction, key: string, dueAt: Date): Promise<boolean> {
  const payload = { told: dueAt.toISOString() };
  const { count } = await tx.deadline.updateMany({
    where: { key, NOT: { payload: { equals: payload } } },
    data: { payload },
  });
  return count > 0;
}

/** Disarms the deadlines of these keys, those that are armed. */
export async function disarmDeadlines(tx: Transaction, keys: string[]): Promise<void> {
  await tx.deadline.updateMany({
    where: { key: { in: keys }, status: "pending" },
    data: { status: "cancelled" },
  });
}

/** Disarms the deadlines of some kinds that a subject of a conversation has, but for those of the keys to keep. */
export async function disarmSubject(
  tx: Transaction,
  about: { conversationId: string; subjectId: string; kinds: DeadlineKind[] },
  keep: string[] = [],
): Promise<void> {
  const { conversationId, subjectId, kinds } = about;
  await tx.deadline.updateMany({
    where: { conversationId, subjectId, kind: { in: kinds }, status: "pending", key: { notIn: keep } },
    data: { status: "cancelled" },
  });
}
