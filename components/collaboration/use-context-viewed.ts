import { useEffect, useRef } from "react";
import { api } from "#components/api/client.ts";
import type { Message } from "#core/api/messages.ts";

/** Milliseconds that something stands on the screen before it counts as seen. */
const GLANCE = 1_000;

/**
 * Reports which earlier sessions the agent has had on the screen: messages of another session than the last one, in the
 * visible part of the thread for a second. The server keeps the first report of a person and cycle.
 */
export function useContextViewed(conversationId: string, messages: readonly Message[]): void {
  const reported = useRef("");
  useEffect(() => {
    if (reported.current === conversationId) return;
    const current = messages.findLast(({ sessionId }) => sessionId !== null)?.sessionId;
    const sessions = new Map(messages.map(({ id, sessionId }) => [id, sessionId]));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const seen = new Set<string>();
      for (const element of document.querySelectorAll<HTMLElement>("[data-message]")) {
        const sessionId = sessions.get(element.dataset.message ?? "");
        if (sessionId && sessionId !== current && isOnScreen(element)) seen.add(sessionId);
      }
      if (seen.size === 0 || document.visibilityState !== "visible") return;
      reported.current = conversationId;
      document.removeEventListener("scroll", later, true);
      // Whoever may not reply has nothing to report; a report that is lost is made at the next opening.
      api.post(`/conversations/${conversationId}/context-viewed`, { sessionIds: [...seen] }).catch(() => {});
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, GLANCE);
    };
    later();
    document.addEventListener("scroll", later, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("scroll", later, true);
    };
  }, [conversationId, messages]);
}

function isOnScreen(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
