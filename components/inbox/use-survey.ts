import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Survey } from "#core/api/csat.ts";

/** What the customer said of how it was, once they were asked. */
export function useSurvey(conversationId: string) {
  return useQuery<{ survey: Survey | null }, ApiError>({
    queryKey: queryKeys.conversationPart(conversationId, "csat"),
    queryFn: ({ signal }) => api.get(`/conversations/${conversationId}/csat`, { signal }),
  });
}

/** Asks the customer how it was; once only. */
export function useAskHow(conversationId: string) {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, void>({
    mutationFn: () => api.post(`/conversations/${conversationId}/csat`, {}),
    onSuccess: () => toastDone("They were asked how it was"),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) }),
    meta: { failed: "They were not asked" },
  });
}
