import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Page } from "#core/api/page.ts";
import type { CreateView, View } from "#core/api/views.ts";
import type { InboxView } from "./inbox-views.ts";

const key = queryKeys.resource("views");

/** Saved views: one's own and those that colleagues share, with how many conversations are in each. */
export function useViews() {
  return useQuery<Page<View>, ApiError>({
    queryKey: key,
    queryFn: ({ signal }) => api.get("/views", { query: { counts: true, limit: 200 }, signal }),
    staleTime: 30_000,
  });
}

/** Making, changing and taking away a saved view. */
export function useViewActions() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: key });
  const create = useMutation<View, ApiError, CreateView>({
    mutationFn: (body) => api.post("/views", body),
    onSettled,
  });
  const change = useMutation<View, ApiError, { id: string } & Partial<CreateView>>({
    mutationFn: ({ id, ...body }) => api.patch(`/views/${id}`, body),
    onSettled,
    meta: { failed: "The view was not changed" },
  });
  const remove = useMutation<unknown, ApiError, View>({
    mutationFn: ({ id }) => api.delete(`/views/${id}`),
    onSuccess: (_, { name, filters, isShared, position }) =>
      toastDone(`“${name}” is gone`, { run: () => create.mutate({ name, filters, isShared, position }) }),
    onSettled,
    meta: { failed: "The view was not deleted" },
  });
  return { create, change, remove };
}

/** A saved view as the inbox shows one. */
export function asInboxView(view: View): InboxView {
  return {
    key: view.id,
    label: view.name,
    filter: view.filters,
    empty: {
      title: `Nothing in ${view.name}`,
      text: "Conversations that fit this view's filters appear here as they come.",
    },
  };
}
