import type { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

const include = {
  user: { select: { name: true } },
  substitute: { select: { id: true, name: true } },
} satisfies Prisma.LeaveInclude;

export type CurrentLeave = Prisma.LeaveGetPayload<{ include: typeof include }>;

/** The leave that somebody is on now; of several the one that was entered last. Null while they are here. */
export async function currentLeave(tx: Transaction, userId: string): Promise<CurrentLeave | null> {
  const now = new Date();
  return tx.leave.findFirst({
    where: { userId, startsAt: { lte: now }, endsAt: { gt: now } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include,
  });
}
