import type { Channel } from "#core/channel.ts";
import type { Cast } from "#prisma/demo/cast.ts";
import { addContacts } from "#prisma/demo/contact-rows.ts";
import { demoEmail, PEOPLE } from "#prisma/demo/people.ts";
import { planTraffic } from "#prisma/demo/plan-traffic.ts";
import { StoryPlayer } from "#prisma/demo/play-story.ts";
import { noRows, type TrafficRows, writeTraffic } from "#prisma/demo/traffic-rows.ts";
import type { Transaction } from "#server/platform/database.ts";

const DAY = 86_400_000;

/** Contacts and eight weeks of conversations that end now. */
export async function seedTraffic(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  if ((await tx.contact.count()) > 0) return;
  const { timezone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const rows = noRows();
  const cast = await gatherCast(tx, workspaceId, now, rows);
  const last = new Map<string, string>();
  for (const story of planTraffic(now, timezone)) {
    const player = new StoryPlayer(cast, story, rows);
    player.play(last.get(story.contact) ?? null);
    last.set(story.contact, player.id);
  }
  // What is seeded is no news: nobody is to be told of it, row by row.
  await tx.$executeRaw`SELECT set_config('app.quiet', 'on', true)`;
  await writeTraffic(tx, rows);
}

async function gatherCast(tx: Transaction, workspaceId: string, now: Date, rows: TrafficRows): Promise<Cast> {
  const users = await tx.user.findMany({ select: { id: true, email: true } });
  const teams = await tx.team.findMany({ select: { id: true, key: true } });
  const queues = await tx.queue.findMany({ select: { id: true, key: true } });
  const accounts = await tx.channelAccount.findMany({ where: { isDemo: true } });
  const journeys = await tx.journey.findMany({ select: { id: true, key: true } });
  const journey = (key: string) => journeys.find((each) => each.key === key)?.id ?? "";
  const accountIds = new Map<Channel, string>(accounts.map(({ type, id }) => [type, id]));
  return {
    workspaceId,
    now,
    users: new Map(
      Object.entries(PEOPLE).flatMap(([key, person]) => {
        const user = users.find(({ email }) => email === demoEmail(person));
        return user ? [[key, user.id] as const] : [];
      }),
    ),
    teams: new Map([
      ...teams.map(({ key, id }) => [key, id] as const),
      ...queues.map(({ key, id }) => [`queue:${key}`, id] as const),
    ]),
    accounts: accountIds,
    journeys: new Map<Channel, string>([
      ["webchat", journey("chat_welcome")],
      ["sms", journey("job_screening")],
    ]),
    contacts: addContacts(rows, {
      workspaceId,
      webchatAccountId: accountIds.get("webchat") ?? "",
      since: new Date(now.getTime() - 80 * DAY),
    }),
  };
}
