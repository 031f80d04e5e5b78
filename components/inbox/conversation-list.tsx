"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Inbox } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { useViewer } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { ConversationRow } from "./conversation-row.tsx";
import type { InboxView } from "./inbox-views.ts";
import type { useConversations } from "./use-conversations.ts";

interface ConversationListProps {
  view: InboxView;
  /** What narrows the view, besides itself. */
  search: string;
  filtered: boolean;
  list: ReturnType<typeof useConversations>;
  rows: Conversation[];
  selectedId: string | null;
  chosen: ReadonlySet<string>;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onToggle: (id: string, range: boolean) => void;
  onUnfilter: () => void;
}

/** Rows are about this tall before they are measured, in px. */
const ROW_HEIGHT = 87;

/** The list of a view. Only the rows in sight are drawn. */
export function ConversationList(props: ConversationListProps) {
  const { view, search, filtered, list, rows, selectedId, chosen, hrefOf, onOpen, onToggle } = props;
  const viewer = useViewer();
  const scroller = useRef<HTMLDivElement>(null);
  // Another function would have all rows measured anew.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey,
    overscan: 8,
  });
  const selectedAt = rows.findIndex((row) => row.id === selectedId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice moves the list, not new rows
  useEffect(() => {
    if (selectedAt !== -1) virtual.scrollToIndex(selectedAt, { align: "auto" });
  }, [selectedId]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= rows.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, rows.length]);

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && rows.length === 0)
    return (
      <ErrorNotice
        className="m-3"
        what="The conversations could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<Inbox />}
        title={search || filtered ? "Nothing found" : view.empty.title}
        actions={filtered && <Button onClick={props.onUnfilter}>Take out the filters</Button>}
      >
        {emptyText(view, search, filtered)}
      </EmptyState>
    );
  return (
    <div ref={scroller} className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
      <ul aria-label={view.label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ConversationRow
                conversation={row}
                href={hrefOf(row.id)}
                selected={row.id === selectedId}
                chosen={chosen.has(row.id)}
                choosing={chosen.size > 0}
                viewerId={viewer.id}
                onOpen={onOpen}
                onToggle={onToggle}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function emptyText(view: InboxView, search: string, filtered: boolean): string {
  if (search) return `No conversation in ${view.label} holds “${search}”. Try other words, or the view All.`;
  return filtered ? `No conversation in ${view.label} fits all of the filters.` : view.empty.text;
}

function ListSkeleton() {
  return (
    <div aria-busy className="flex flex-col" role="status" aria-label="Loading conversations">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className="flex gap-2.5 border-line border-b px-3 py-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3.5 w-4/5" />
            <Skeleton className="h-3 w-1/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
