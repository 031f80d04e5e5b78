import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Viewer } from "#core/api/collaboration.ts";

/** The server counts somebody as there for twice as long. */
const EVERY = 10_000;

/**
 * Which colleagues have the conversation open; while it is on the screen, says that the viewer has too. A supervisor
 * who listens in is not seen by the agent.
 */
export function useViewers(conversationId: string, listening: boolean): Viewer[] {
  const client = useQueryClient();
  const key = queryKeys.viewers(conversationId);
  const { data } = useQuery<{ data: Viewer[] }, ApiError>({
    queryKey: key,
    queryFn: () => api.post(`/conversations/${conversationId}/viewing`, { listening }),
    refetchInterval: EVERY,
    refetchIntervalInBackground: false,
    retry: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way of looking is told anew when it changes
  useEffect(() => {
    void client.invalidateQueries({ queryKey: queryKeys.viewers(conversationId) });
  }, [client, conversationId, listening]);
  useEffect(
    () => () => {
      // It runs out by itself where this is lost.
      api.delete(`/conversations/${conversationId}/viewing`).catch(() => {});
    },
    [conversationId],
  );
  return data?.data ?? [];
}
