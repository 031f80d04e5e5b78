import { channelDefinitions } from "#channels/definitions.ts";
import { channelSenders } from "#channels/senders.ts";
import { CHANNELS, type Channel } from "#core/channel.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import type { Transaction } from "#server/platform/database.ts";

/** From which account to which address. */
export interface Route {
  channel: Channel;
  accountId: string;
  identityId: string;
  address: string;
}

export type RouteChoice = { route: Route } | { failure: { code: string; reason: string } };

type Wanted = Pick<SendCommand, "channel" | "account" | "fallback">;

/** The first of the wanted channels by which the conversation's contact can be reached. */
export async function chooseRoute(
  tx: Transaction,
  conversation: Conversation,
  wanted: Wanted,
): Promise<RouteChoice> {
  const channel = wanted.channel ?? "reply";
  const first = await routeBy(tx, conversation, channel, wanted.account);
  if ("route" in first) return first;
  for (const next of wanted.fallback ?? []) {
    const choice = await routeBy(tx, conversation, next);
    if ("route" in choice) return choice;
  }
  return first;
}

async function routeBy(
  tx: Transaction,
  conversation: Conversation,
  channel: "reply" | "best" | Channel,
  account?: string,
): Promise<RouteChoice> {
  if (channel === "reply") {
    return (await replyRoute(tx, conversation, account)) ?? routeBy(tx, conversation, "best", account);
  }
  if (channel === "best") return bestRoute(tx, conversation, account);
  return channelRoute(tx, conversation, channel, account);
}

/** The session of the last inbound message, if its account still works. */
async function replyRoute(
  tx: Transaction,
  conversation: Conversation,
  account?: string,
): Promise<RouteChoice | null> {
  const last = await tx.message.findFirst({
    where: { conversationId: conversation.id, direction: "in", channelAccountId: { not: null } },
    orderBy: { position: "desc" },
    include: { identity: true, channelAccount: true },
  });
  if (!last?.identity || !last.channelAccount || !channelSenders[last.channel]) return null;
  if (account && account !== last.channelAccount.key) {
    return channelRoute(tx, conversation, last.channel, account);
  }
  if (last.channelAccount.archivedAt) return null;
  const { channel, channelAccount, identity } = last;
  return {
    route: { channel, accountId: channelAccount.id, identityId: identity.id, address: identity.address },
  };
}

/** Lately used channels first, then the ones that reach people who are away. */
async function bestRoute(
  tx: Transaction,
  conversation: Conversation,
  account?: string,
): Promise<RouteChoice> {
  const recent = await tx.session.findMany({
    where: { conversation: { contactId: conversation.contactId }, direction: "in" },
    orderBy: { lastActivityAt: "desc" },
    select: { channel: true },
    take: 20,
  });
  const order = new Set<Channel>([...recent.map((session) => session.channel), ...CHANNELS]);
  let failure: RouteChoice = {
    failure: { code: "no_address", reason: "The contact has no address that can be reached" },
  };
  for (const channel of order) {
    if (!channelSenders[channel]) continue;
    const choice = await channelRoute(tx, conversation, channel, account);
    if ("route" in choice) return choice;
    if (choice.failure.code !== "no_address") failure = choice;
  }
  return failure;
}

async function channelRoute(
  tx: Transaction,
  conversation: Conversation,
  channel: Channel,
  key?: string,
): Promise<RouteChoice> {
  const { title, addressKind } = channelDefinitions[channel];
  if (!channelSenders[channel]) return fail("no_account", `Nothing can be sent by ${title} yet`);
  const accounts = await tx.channelAccount.findMany({
    where: { type: channel, archivedAt: null, ...(key && { key }) },
    // A demo account only pretends to send: it comes after every real one.
    orderBy: [{ isDemo: "asc" }, { id: "asc" }],
  });
  if (accounts.length === 0) {
    return fail("no_account", key ? `There is no ${title} account ${key}` : `There is no ${title} account`);
  }
  const lastUsed = await tx.session.findFirst({
    where: {
      conversationId: conversation.id,
      channel,
      channelAccountId: { in: accounts.map(({ id }) => id) },
    },
    orderBy: { lastActivityAt: "desc" },
  });
  const account = accounts.find(({ id }) => id === lastUsed?.channelAccountId) ?? accounts[0];
  const identities = await tx.identity.findMany({
    where: {
      kind: addressKind,
      erasedAt: null,
      ...(addressKind === "scoped" && { scope: { in: accounts.map(({ id }) => id) } }),
      links: { some: { contactId: conversation.contactId, endedAt: null } },
    },
    orderBy: [{ unreachableAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
  });
  const identity = identities.find(({ id }) => id === lastUsed?.identityId) ?? identities[0];
  if (!identity || !account) return fail("no_address", `The contact cannot be reached by ${title}`);
  const accountId = addressKind === "scoped" ? identity.scope : account.id;
  return { route: { channel, accountId, identityId: identity.id, address: identity.address } };
}

function fail(code: string, reason: string): RouteChoice {
  return { failure: { code, reason } };
}
