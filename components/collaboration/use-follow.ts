import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import type { Follower } from "#core/api/collaboration.ts";

type Followers = { data: Follower[] };

/** Who follows a conversation, and following it oneself: shown at once, taken back where the server refuses. */
export function useFollow(conversationId: string) {
  const client = useQueryClient();
  const viewer = useViewer();
  const queryKey = queryKeys.conversationPart(conversationId, "followers");
  const { data } = useQuery<Followers, ApiError>({
    queryKey,
    queryFn: ({ signal }) => api.get(`/conversations/${conversationId}/followers`, { signal }),
  });
  const followers = data?.data ?? [];
  const toggle = useMutation({
    mutationFn: (follow: boolean) =>
      api.post<Followers>(`/conversations/${conversationId}/${follow ? "follow" : "unfollow"}`),
    onMutate: (follow) => {
      const others = followers.filter(({ id }) => id !== viewer.id);
      const me = { id: viewer.id, name: viewer.name };
      client.setQueryData<Followers>(queryKey, { data: follow ? [...others, me] : others });
    },
    onSuccess: (now) => client.setQueryData(queryKey, now),
    onError: () => client.invalidateQueries({ queryKey }),
    meta: { failed: "You follow it as before" },
  });
  return { followers, follows: followers.some(({ id }) => id === viewer.id), toggle: toggle.mutate };
}
