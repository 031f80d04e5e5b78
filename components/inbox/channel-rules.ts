import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { shortDuration } from "#components/ui/time-words.ts";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Consent } from "#core/api/contacts.ts";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";
import type { Channel } from "#core/channel.ts";

export interface ChannelRule {
  /** Why nothing can be sent there now; null where it can. */
  closed: string | null;
  /** What is good to know before sending. */
  notes: string[];
}

interface KnownOfChannel {
  consents: readonly Consent[];
  accounts: readonly ChannelAccount[];
  /** Milliseconds after their last message in which free text may be sent; null for ever. */
  replyWindow: number | null;
  lastInboundAt: string | null;
  now: number;
}

/** What holds for an answer on a channel: consent, the time in which one may answer, and the price. */
export function channelRule(channel: Channel, known: KnownOfChannel): ChannelRule {
  const denied = known.consents.some(
    (consent) => consent.channel === channel && consent.state === "denied" && consent.purpose !== "marketing",
  );
  if (denied) return { closed: "They have opted out", notes: [] };
  const notes: string[] = [];
  if (known.replyWindow !== null) {
    const until = known.lastInboundAt ? Date.parse(known.lastInboundAt) + known.replyWindow : null;
    if (until === null || until <= known.now)
      return { closed: "The time to answer has passed: only a template reaches them", notes };
    notes.push(`${shortDuration(until - known.now)} left to answer`);
  }
  const price = known.accounts.find((account) => account.type === channel)?.sending.price;
  if (price) notes.push(`${price.amount} ${price.currency} a message`);
  return { closed: null, notes };
}

/** Asks for what `channelRule` needs. The channels' own limits come when the page is there. */
export function useChannelRules(contactId: string, thread: readonly Message[], now: number | null) {
  const consents = useQuery({
    queryKey: queryKeys.resource("consents", contactId),
    queryFn: () => api.get<Page<Consent>>("/consents", { query: { contact: contactId, limit: 200 } }),
    staleTime: 60_000,
  });
  const accounts = useQuery({
    queryKey: queryKeys.resource("channels"),
    queryFn: () => api.get<Page<ChannelAccount>>("/channels", { query: { limit: 200 } }),
    staleTime: 60_000,
  });
  const definitions = useQuery({
    queryKey: queryKeys.resource("channel definitions"),
    queryFn: async () => (await import("#channels/definitions.ts")).channelDefinitions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (channel: Channel): ChannelRule =>
    channelRule(channel, {
      consents: consents.data?.data ?? [],
      accounts: accounts.data?.data ?? [],
      replyWindow: definitions.data?.[channel].limits.replyWindow ?? null,
      lastInboundAt:
        thread.findLast((message) => message.direction === "in" && message.channel === channel)?.at ?? null,
      now: now ?? Date.now(),
    });
}
