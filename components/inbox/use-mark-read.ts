import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "#components/api/client.ts";
import { showAsRead } from "./list-cache.ts";

/** Notes that the viewer has read up to the newest message, once it is before their eyes. */
export function useMarkRead(conversationId: string, newestId: string | undefined): void {
  const client = useQueryClient();
  const visible = useSyncExternalStore(
    (changed) => {
      document.addEventListener("visibilitychange", changed);
      return () => document.removeEventListener("visibilitychange", changed);
    },
    () => document.visibilityState === "visible",
    () => false,
  );
  useEffect(() => {
    if (!visible || !newestId) return;
    showAsRead(client, conversationId);
    api
      .post(`/conversations/${conversationId}/read`, { messageId: newestId })
      // Unread counts are a help, not a promise: the next message tries again.
      .catch(() => {});
  }, [client, conversationId, newestId, visible]);
}
