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
    scroller.current?.querySelector(`[data-message="${messageId}"]`)?.scrollIntoView({ block: "center" });
  }, [messageId, isThere, scroller, atEnd]);
  if (!messageId || isThere || messages.length === 0) return null;
  return hasNextPage ? "Going back to the message…" : "The message is no longer in this thread.";
}
