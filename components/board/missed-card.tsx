"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { BoardCard } from "#components/board/board-card.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { MissedMessages } from "#core/api/missed-messages.ts";

const EVERY = 60_000;
const MOST = 8;

/** Customers whom nobody and nothing has: none, or an alarm. */
export function MissedCard() {
  const missed = useQuery({
    queryKey: [...queryKeys.board(), "missed"],
    queryFn: ({ signal }) => api.get<MissedMessages>("/metrics/missed-messages", { signal }),
    refetchInterval: EVERY,
  });
  if (missed.error && !missed.data) {
    return (
      <ErrorNotice
        what="Missed messages could not be counted"
        error={missed.error}
        onRetry={() => void missed.refetch()}
      />
    );
  }
  if (!missed.data) return null;
  const { count, conversations } = missed.data;
  return (
    <BoardCard title="Missed messages" figure={count}>
      <p className={`flex items-center gap-1.5 px-4 py-2.5 ${count === 0 ? "text-positive" : "text-danger"}`}>
        {count === 0 ? (
          <CircleCheck className="size-4 shrink-0" aria-hidden />
        ) : (
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
        )}
        {count === 0
          ? "Every message is answered, owned, queued, snoozed or in a journey."
          : "Nobody and nothing has these. Open them and take them."}
      </p>
      <ul>
        {conversations.slice(0, MOST).map(({ id, contact, channel, waitingSince }) => (
          <li key={id} className="flex items-center gap-2 border-t px-4 py-1.5">
            <ChannelMark channel={channel} size="small" />
            <Link href={`/inbox/${id}`} className="min-w-0 flex-1 truncate font-medium hover:underline">
              {contact.name}
            </Link>
            <span className="text-danger text-xs">
              <RelativeTime at={waitingSince} form="since" />
            </span>
          </li>
        ))}
      </ul>
    </BoardCard>
  );
}
