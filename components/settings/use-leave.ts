import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Page } from "#core/api/page.ts";
import type { CreateLeave, Leave } from "#core/api/working-time.ts";

type Change = { add: CreateLeave } | { remove: Leave };

/** Somebody's leave, now and to come. One that is over is gone within a minute. */
export function useLeave(userId: string) {
  return useQuery<Page<Leave>, ApiError>({
    queryKey: queryKeys.resource("users", userId, "leave"),
    queryFn: ({ signal }) => api.get(`/users/${userId}/leave`, { query: { limit: 200 }, signal }),
    refetchInterval: 60_000,
  });
}

/** Enters a leave or takes one back, which can be undone. */
export function useChangeLeave(userId: string) {
  const client = useQueryClient();
  const path = `/users/${userId}/leave`;
  const change = useMutation({
    mutationFn: async (wanted: Change): Promise<void> => {
      if ("add" in wanted) await api.post<Leave>(path, wanted.add);
      else await api.delete(`${path}/${wanted.remove.id}`);
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.resource("users") });
      await client.invalidateQueries({ queryKey: queryKeys.users() });
    },
  });
  const takeBack = (leave: Leave, done: string) => {
    const { from, to, note, autoReply, substitute } = leave;
    const add = { from, to, ...(note && { note }), autoReply, substitute: substitute?.id ?? null };
    change.mutate(
      { remove: leave },
      { onSuccess: () => toastDone(done, { run: () => change.mutate({ add }) }) },
    );
  };
  return { change, takeBack };
}
