import type { Intent } from "#core/api/intents.ts";
import { checkIntents } from "#core/intents/check-intents.ts";
import type { Intent as IntentRow } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

const LATELY = 7 * 24 * 3_600_000;

/** Intents as the API shows them: with how often they were met lately and what keeps them from being told apart. */
export async function toIntents(tx: Transaction, rows: IntentRow[]): Promise<Intent[]> {
  if (rows.length === 0) return [];
  const all = await tx.intent.findMany({
    where: { archivedAt: null },
    select: { key: true, name: true, examples: true, keywords: true },
    orderBy: { id: "asc" },
  });
  const faults = checkIntents(all);
  const met = await tx.message.groupBy({
    by: ["intentKey"],
    where: {
      at: { gte: new Date(Date.now() - LATELY) },
      direction: "in",
      intentKey: { in: rows.map(({ key }) => key) },
    },
    _count: true,
  });
  const counts = new Map(met.map(({ intentKey, _count }) => [intentKey, _count]));
  return rows.map(({ id, key, name, description, examples, keywords, createdAt, updatedAt }) => ({
    ...{ id, key, name, description, examples, keywords },
    recentMessages: counts.get(key) ?? 0,
    problems: faults.get(key) ?? [],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }));
}
