import type { TriedIntents } from "#core/api/intents.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { bestGuess } from "#server/analysis/intent-model.ts";
import { rankIntents } from "#server/analysis/workspace-intents.ts";
import { transact } from "#server/platform/database.ts";

const MOST_SHOWN = 5;

/** What a text would be taken for, with the runners-up. */
export async function tryIntents(actor: Actor, text: string): Promise<TriedIntents> {
  authorize(actor, "conversations.view");
  const ranked = (await rankIntents(actor, text)).slice(0, MOST_SHOWN);
  const named = await transact(actor, (tx) =>
    tx.intent.findMany({
      where: { key: { in: ranked.map(({ key }) => key) } },
      select: { key: true, name: true },
    }),
  );
  const names = new Map(named.map(({ key, name }) => [key, name]));
  const data = ranked.map(({ key, confidence }) => ({ key, confidence, name: names.get(key) ?? key }));
  return { data, intent: bestGuess(ranked) };
}
