"use client";
import { List } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { queryKeys } from "#components/api/query-keys.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/pagination.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { LogEvent } from "#core/api/events.ts";
import type { Metric } from "#core/api/metrics.ts";

/** A button that opens the events from which a figure is computed. */
export function EventsButton({ metric }: { metric: Metric }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="link" size="small" className="min-h-6 text-xs" onClick={() => setOpen(true)}>
        <List aria-hidden />
        Events
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={`Behind “${metric.title}”`}
        description="The events of the log from which it is computed, newest first."
      >
        {open && <EventList eventsUrl={metric.eventsUrl} />}
      </Sheet>
    </>
  );
}

function EventList({ eventsUrl }: { eventsUrl: string }) {
  const url = new URL(eventsUrl, window.location.origin);
  const query = { ...Object.fromEntries(url.searchParams), limit: 50 };
  const list = usePages<LogEvent>(queryKeys.resource("event-log", query), "/event-log", query);
  if (list.error && !list.items) {
    return (
      <ErrorNotice
        what="The events could not be loaded"
        error={list.error}
        onRetry={list.retry}
        className="m-5"
      />
    );
  }
  if (!list.items) return <SkeletonRows label="Loading events" />;
  if (list.items.length === 0) return <EmptyState title="No events in this period" />;
  return (
    <>
      <ul>
        {list.items.map((event) => (
          <li key={event.id} className="border-b">
            <EventRow event={event} />
          </li>
        ))}
      </ul>
      <LoadMore
        noun={["event", "events"]}
        shown={list.items.length}
        hasMore={list.hasMore}
        loading={list.loadingMore}
        onLoadMore={list.loadMore}
      />
    </>
  );
}

function EventRow({ event }: { event: LogEvent }) {
  const words = event.type.replace(/[._]/gu, " ");
  const content = (
    <>
      {event.channel ? <ChannelMark channel={event.channel} /> : <span className="size-5" />}
      <span className="min-w-0 flex-1 truncate first-letter:uppercase">{words}</span>
      <span className="text-ink-faint text-xs">
        <RelativeTime at={event.occurredAt} />
      </span>
    </>
  );
  const style = "flex h-10 items-center gap-3 px-5";
  if (!event.conversationId) return <span className={style}>{content}</span>;
  return (
    <Link href={`/inbox/${event.conversationId}`} className={`${style} hover:bg-hover`}>
      {content}
    </Link>
  );
}
