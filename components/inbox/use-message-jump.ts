import { type RefObject, useEffect } from "react";
import type { Message } from "#core/api/messages.ts";
import type { useThread } from "./use-conversations.ts";

/**
 * Brings a message into view, loading back to it where it is older than what is on hand. Answers with what to say
 * meanwhile, or where it is not to be found.
 */
export function useMessageJump(
  messageId: string | null,
  thread: ReturnType<typeof useThread>,
  messages: readonly Message[],
  scroller: RefObject<HTMLElement | null>,
  atEnd: RefObject<boolean>,
): string | null {
  const isThere = messages.some((message) => message.id === messageId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = thread;
  useEffect(() => {
    if (!messageId || isThere || !hasNextPage || isFetchingNextPage) return;
    void fetchNextPage();
  }, [messageId, isThere, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (!messageId || !isThere) return;
    atEnd.current = false;
    const view = scroller.current;
    const place = view?.querySelector(`[data-message="${messageId}"]`)?.getBoundingClientRect();
    if (!view || !place) return;
    // Not scrollIntoView: that would move the page around the thread too.
    view.scrollTop += place.top - view.getBoundingClientRect().top - (view.clientHeight - place.height) / 2;
  }, [messageId, isThere, scroller, atEnd]);
  if (!messageId || isThere || messages.length === 0) return null;
  return hasNextPage ? "Going back to the message…" : "The message is no longer in this thread.";
}
