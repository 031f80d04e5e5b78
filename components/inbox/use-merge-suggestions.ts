import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { ContactMerge, MergeSuggestion } from "#core/api/contacts.ts";
import type { Page } from "#core/api/page.ts";

/** Who else the person may be, and what was decided of it. A merge can be taken back. */
export function useMergeSuggestions(contactId: string) {
  const client = useQueryClient();
  const path = `/contacts/${contactId}/merge-suggestions`;
  const suggestions = useQuery<Page<MergeSuggestion>, ApiError>({
    queryKey: queryKeys.resource("contacts", contactId, "merge suggestions"),
    queryFn: ({ signal }) => api.get(path, { query: { limit: 20 }, signal }),
    staleTime: 60_000,
  });
  const renew = async () => {
    for (const queryKey of [queryKeys.resource("contacts"), ["conversation"], ["run"]])
      await client.invalidateQueries({ queryKey });
  };
  const unmerge = useMutation<unknown, ApiError, string>({
    mutationFn: (mergeId) => api.post(`/contacts/${contactId}/unmerge`, { mergeId }),
    onSettled: renew,
    meta: { failed: "The merge was not taken back" },
  });
  const accept = useMutation<ContactMerge, ApiError, string>({
    mutationFn: (id) => api.post(`${path}/${id}/accept`, {}),
    onSuccess: ({ id }) => toastDone("Merged: they are one contact now", { run: () => unmerge.mutate(id) }),
    onSettled: renew,
    meta: { failed: "The contacts were not merged" },
  });
  const reopen = useMutation<unknown, ApiError, string>({
    mutationFn: (id) => api.post(`${path}/${id}/reopen`, {}),
    onSettled: renew,
    meta: { failed: "The suggestion was not brought back" },
  });
  const dismiss = useMutation<unknown, ApiError, string>({
    mutationFn: (id) => api.post(`${path}/${id}/dismiss`, {}),
    onSuccess: (_, id) => toastDone("They stay two contacts", { run: () => reopen.mutate(id) }),
    onSettled: renew,
    meta: { failed: "The suggestion was not put away" },
  });
  return { suggestions, accept, dismiss };
}
