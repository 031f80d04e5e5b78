import { uuidv7 } from "uuidv7";
import type { Actor } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Two contacts may be one person, for a reason in words. Said once: what was dismissed stays so. */
export async function suggestMerge(
  tx: Transaction,
  { workspaceId }: Actor,
  [one, other]: [string, string],
  reason: string,
): Promise<void> {
  const [firstContactId, secondContactId] = one < other ? [one, other] : [other, one];
  await tx.mergeSuggestion.createMany({
    data: [{ id: uuidv7(), workspaceId, firstContactId, secondContactId, reason }],
    skipDuplicates: true,
  });
}
