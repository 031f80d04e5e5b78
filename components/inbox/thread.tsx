"use client";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Message } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { MessageItem } from "./message-item.tsx";
import { ScheduledMessages } from "./scheduled-messages.tsx";
import { DayDivider, SessionDivider } from "./session-divider.tsx";
import { SystemLines } from "./system-line-item.tsx";
import type { SystemLine } from "./system-lines.ts";
import { calendarDay } from "./thread-dates.ts";
import { threadItems } from "./thread-items.ts";
import type { useThread } from "./use-conversations.ts";
import { useMessageJump } from "./use-message-jump.ts";

interface ThreadProps {
  conversationId: string;
  thread: ReturnType<typeof useThread>;
  messages: Message[];
  /** On their way, after all others. */
  sending: Message[];
  lines: SystemLine[];
  /** The message to show, from a search. */
  messageId: string | null;
  /** Channels on which what failed can be sent instead. */
  channels: Channel[];
  onRetry: (message: Message, channel?: Channel) => void;
  /** Makes a conversation of its own of this message and all that follow. */
  onSplit: (message: Message) => void;
}

/** Nearer to the end than this (px), new messages keep the end in view. */
const NEAR_END = 120;

/** All that was said on any channel, oldest at the top. Stays at the end while the reader is there. */
export function Thread(props: ThreadProps) {
  const { thread, messages, sending, lines, messageId, channels, onRetry, onSplit } = props;
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(messageId === null);
  const shown = useMemo(() => [...messages, ...sending], [messages, sending]);
  const newest = shown.at(-1)?.id;
  const items = useMemo(() => threadItems(shown, calendarDay, lines), [shown, lines]);
  const looking = useMessageJump(messageId, thread, messages, scroller, atEnd);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message is what moves the view
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [newest, lines.length]);

  // The composer grows and shrinks below: the end stays in view then too.
  const loading = thread.isPending;
  useEffect(() => {
    const element = scroller.current;
    if (!element || loading) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [loading]);

  if (thread.isPending) return <ThreadSkeleton />;
  if (thread.isError && messages.length === 0)
    return (
      <ErrorNotice
        className="m-4 flex-1"
        what="The thread could not be loaded"
        error={thread.error}
        onRetry={() => void thread.refetch()}
      />
    );
  return (
    <section
      ref={scroller}
      aria-label="Thread"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
      className="scroll-quiet min-h-0 flex-1 overflow-y-auto pb-4"
    >
      {looking && (
        <p role="status" className="pt-3 text-center text-ink-muted text-xs">
          {looking}
        </p>
      )}
      {thread.hasNextPage && !looking && (
        <div className="pt-3 text-center">
          <Button
            size="small"
            pending={thread.isFetchingNextPage}
            onClick={() => void thread.fetchNextPage()}
          >
            Show earlier messages
          </Button>
        </div>
      )}
      <div role="log" aria-live="polite" aria-relevant="additions">
        {items.map((item) => {
          if (item.kind === "day") return <DayDivider key={item.key} at={item.at} />;
          if (item.kind === "session")
            return <SessionDivider key={item.key} channel={item.channel} at={item.at} again={item.again} />;
          if (item.kind === "lines") return <SystemLines key={item.key} lines={item.lines} />;
          const again = isLastTry(item.entry, shown) ? onRetry : undefined;
          return (
            <MessageItem
              key={item.key}
              message={item.entry}
              joined={item.joined}
              found={item.entry.id === messageId}
              channels={channels}
              onRetry={again}
              onSplit={item.entry.position > 1 ? onSplit : undefined}
            />
          );
        })}
      </div>
      <ScheduledMessages conversationId={props.conversationId} shown={shown} />
    </section>
  );
}

/** A failed message that was sent once more, in the same words, has had its try. */
function isLastTry(message: Message, all: readonly Message[]): boolean {
  if (message.status !== "failed" || message.author.kind !== "agent") return false;
  return !all.some((each) => each.position > message.position && each.text === message.text && !each.note);
}

function ThreadSkeleton() {
  return (
    <div className="flex flex-1 flex-col gap-5 p-6" role="status" aria-busy aria-label="Loading the thread">
      <Skeleton className="h-14 w-3/5" />
      <Skeleton className="ml-auto h-10 w-2/5" />
      <Skeleton className="h-20 w-1/2" />
      <Skeleton className="ml-auto h-14 w-3/5" />
    </div>
  );
}
