import type { Channel } from "#core/channel.ts";
import type { Cast } from "#prisma/demo/cast.ts";
import { demoEmail, PEOPLE } from "#prisma/demo/people.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Who and what of the demo is there to tell stories with; whom they are about is the caller's. */
export async function gatherCast(
  tx: Transaction,
  workspaceId: string,
  now: Date,
  contactsOf: (webchatAccountId: string) => Cast["contacts"],
): Promise<Cast> {
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
    contacts: contactsOf(accountIds.get("webchat") ?? ""),
  };
}
