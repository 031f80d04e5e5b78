import { addContacts } from "#prisma/demo/contact-rows.ts";
import { gatherCast } from "#prisma/demo/gather-cast.ts";
import { planTraffic } from "#prisma/demo/plan-traffic.ts";
import { StoryPlayer } from "#prisma/demo/play-story.ts";
import { noRows, writeTraffic } from "#prisma/demo/traffic-rows.ts";
import { addWorkingDays } from "#prisma/demo/working-days.ts";
import type { Transaction } from "#server/platform/database.ts";

const DAY = 86_400_000;
/** As far back as conversations go, and a little more. */
const WEEKS = 9;

/** Contacts and eight weeks of conversations that end now. */
export async function seedTraffic(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  if ((await tx.contact.count()) > 0) return;
  const { timezone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const rows = noRows();
  const since = new Date(now.getTime() - 80 * DAY);
  const cast = await gatherCast(tx, workspaceId, now, (webchatAccountId) =>
    addContacts(rows, { workspaceId, webchatAccountId, since }),
  );
  const last = new Map<string, string>();
  for (const story of planTraffic(now, timezone)) {
    const player = new StoryPlayer(cast, story, rows);
    player.play(last.get(story.contact) ?? null);
    last.set(story.contact, player.id);
  }
  addWorkingDays(rows, cast, WEEKS);
  // What is seeded is no news: nobody is to be told of it, row by row.
  await tx.$executeRaw`SELECT set_config('app.quiet', 'on', true)`;
  await writeTraffic(tx, rows);
}
