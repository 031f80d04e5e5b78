import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";

/** Replies that wait for their time, soonest first. */
export function useScheduled(conversationId: string) {
  return useQuery<Page<Message>, ApiError>({
    queryKey: [...queryKeys.messages(conversationId), "scheduled"],
    queryFn: ({ signal }) => api.get(`/conversations/${conversationId}/scheduled-messages`, { signal }),
  });
}

export interface ScheduledChange {
  text?: string;
  sendAt?: string;
}

/** Changing a reply that has not gone out, and taking it back. */
export function useScheduledActions(conversationId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.messages(conversationId) });
  const change = useMutation<Message, ApiError, { id: string } & ScheduledChange>({
    mutationFn: ({ id, ...body }) => api.patch(`/messages/${id}`, body),
    onSettled,
    meta: { failed: "The reply was not changed" },
  });
  const cancel = useMutation<unknown, ApiError, Message>({
    mutationFn: ({ id }) => api.delete(`/messages/${id}`),
    onSuccess: () => toastDone("The reply will not go out"),
    onSettled,
    meta: { failed: "The reply was not taken back" },
  });
  return { change, cancel };
}
