"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api, type QueryValue } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Page } from "#core/api/page.ts";
import type { SearchHit } from "#core/api/search.ts";

/** Everything said that holds the words, over all history, newest first. */
export function useFoundMessages(q: string, filter: Record<string, QueryValue>, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.resource("search", q, filter),
    enabled: enabled && q.trim() !== "",
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<SearchHit>>("/search/messages", { query: { ...filter, q, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

interface SearchResultsProps {
  found: ReturnType<typeof useFoundMessages>;
  q: string;
  selectedId: string | null;
  messageId: string | null;
  hrefOf: (conversationId: string, messageId: string | null) => string;
  onOpen: (conversationId: string, messageId: string | null) => void;
}

/** Messages that were found, with the words marked; each opens its thread at the message. */
export function SearchResults({ found, q, selectedId, messageId, hrefOf, onOpen }: SearchResultsProps) {
  const hits = found.data?.pages.flatMap((page) => page.data) ?? [];
  if (found.isPending) return <SkeletonRows rows={6} label="Searching" className="px-1" />;
  if (found.isError && hits.length === 0)
    return (
      <ErrorNotice
        className="m-3"
        what="The search did not come through"
        error={found.error as ApiError}
        onRetry={() => void found.refetch()}
      />
    );
  if (hits.length === 0)
    return (
      <EmptyState icon={<SearchX />} title="Nothing found">
        {`No message holds “${q}”. Every word has to occur; “-word” leaves one out.`}
      </EmptyState>
    );
  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
      <ul aria-label="Messages found">
        {hits.map((hit) => {
          const selected =
            hit.conversation.id === selectedId && (messageId === null || hit.messageId === messageId);
          return (
            <li key={`${hit.kind} ${hit.messageId ?? hit.conversation.id}`}>
              <Link
                href={hrefOf(hit.conversation.id, hit.messageId)}
                prefetch={false}
                onNavigate={(event) => {
                  event.preventDefault();
                  onOpen(hit.conversation.id, hit.messageId);
                }}
                aria-current={selected ? "true" : undefined}
                className={classNames(
                  "block border-line border-b px-3 py-2.5 outline-offset-[-2px] hover:bg-hover",
                  selected && "bg-selected hover:bg-selected",
                )}
              >
                <Hit hit={hit} />
              </Link>
            </li>
          );
        })}
      </ul>
      {found.hasNextPage && (
        <p className="p-3 text-center">
          <Button size="small" pending={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </div>
  );
}

const KINDS: Record<SearchHit["kind"], string> = {
  message: "",
  note: "Note",
  name: "Name or address",
  subject: "Subject",
};

function Hit({ hit }: { hit: SearchHit }) {
  const { conversation } = hit;
  return (
    <>
      <span className="flex items-center gap-1.5">
        <ChannelMark channel={conversation.channel} size="small" />
        <span className="truncate font-medium">{conversation.contact.name ?? "Someone new"}</span>
        <RelativeTime at={hit.at} form="since" className="ml-auto shrink-0 text-ink-faint text-xs" />
      </span>
      <span className="mt-0.5 line-clamp-2 text-ink-muted">
        {hit.author && hit.author.kind !== "customer" && <span>{hit.author.name}: </span>}
        {marked(hit)}
      </span>
      <span className="mt-0.5 flex gap-2 text-ink-faint text-xs">
        {KINDS[hit.kind] && <span>{KINDS[hit.kind]}</span>}
        <span>{conversation.status.replace("_", " ")}</span>
        {conversation.assignee && <span className="truncate">{conversation.assignee.name}</span>}
      </span>
    </>
  );
}

/** The excerpt with what was looked for marked in it. */
function marked({ excerpt, highlights }: SearchHit): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of highlights) {
    if (from < at) continue;
    parts.push(excerpt.slice(at, from));
    parts.push(
      <mark key={from} className="rounded-xs bg-note font-medium text-ink">
        {excerpt.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return [...parts, excerpt.slice(at)];
}
