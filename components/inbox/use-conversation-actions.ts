import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { AssignConversation, Conversation, PatchConversation } from "#core/api/conversations.ts";
import { changeInLists, takeFromLists } from "./list-cache.ts";

type Action = "claim" | "release" | "resolve" | "reopen";

/**
 * What an agent does with a conversation as a whole. Each can be undone from its toast. `onLeave` is told at once
 * when the conversation goes out of the agent's way, before the server has answered.
 */
export function useConversationActions(conversationId: string, onLeave: () => void) {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ["conversation"] });
  // In one line with the sending: a reply still on its way would open again what is resolved before it lands.
  const scope = { id: `send ${conversationId}` };
  const act = useMutation<Conversation, ApiError, { action: Action; quietly?: boolean }>({
    scope,
    mutationFn: ({ action }) => api.post(`/conversations/${conversationId}/${action}`, {}),
    onMutate: ({ action }) => {
      if (action === "resolve") takeFromLists(client, new Set([conversationId]), "resolved");
    },
    onSuccess: (_, { action, quietly }) => {
      if (quietly) return;
      if (action === "resolve")
        toastDone("Resolved", { run: () => act.mutate({ action: "reopen", quietly: true }) });
      if (action === "release")
        toastDone("Released", { run: () => act.mutate({ action: "claim", quietly: true }) });
    },
    onSettled: renew,
    meta: { failed: "That was not done" },
  });
  const assign = useMutation<Conversation, ApiError, AssignConversation>({
    mutationFn: (body) => api.post(`/conversations/${conversationId}/assign`, body),
    onSettled: renew,
    meta: { failed: "The conversation was not assigned" },
  });
  const snooze = useMutation<Conversation, ApiError, { until: string | null }>({
    scope,
    mutationFn: (body) => api.post(`/conversations/${conversationId}/snooze`, body),
    onMutate: () => takeFromLists(client, new Set([conversationId]), "snoozed"),
    onSuccess: () => toastDone("Snoozed", { run: () => act.mutate({ action: "reopen", quietly: true }) }),
    onSettled: renew,
    meta: { failed: "The conversation was not snoozed" },
  });
  const patch = usePatchConversation(conversationId);
  return {
    act: (action: Action) => {
      act.mutate({ action });
      if (action === "resolve") onLeave();
    },
    acting: act.isPending ? (act.variables?.action ?? null) : null,
    assign: assign.mutate,
    snooze: (until: string | null) => {
      snooze.mutate({ until });
      onLeave();
    },
    patch: patch.mutate,
    markSpam: () => {
      patch.mutate(
        { status: "spam" },
        {
          onSuccess: () => toastDone("Moved to spam", { run: () => patch.mutate({ status: "in_progress" }) }),
        },
      );
      onLeave();
    },
  };
}

/** Changes priority, tags, intent and the like: shown at once, put back where the server refuses. */
export function usePatchConversation(conversationId: string) {
  const client = useQueryClient();
  const key = queryKeys.conversation(conversationId);
  return useMutation<Conversation, ApiError, PatchConversation, { before: Conversation | undefined }>({
    scope: { id: `patch ${conversationId}` },
    mutationFn: (body) => api.patch(`/conversations/${conversationId}`, body),
    onMutate: async ({ priority, tags }) => {
      await client.cancelQueries({ queryKey: key, exact: true });
      const before = client.getQueryData<Conversation>(key);
      const expected = (row: Conversation) => ({
        ...row,
        ...(priority && { priority }),
        ...(tags && { tags }),
      });
      client.setQueryData<Conversation>(key, (row) => row && expected(row));
      changeInLists(client, new Set([conversationId]), expected);
      return { before };
    },
    onError: (_, __, context) => {
      if (context?.before) client.setQueryData(key, context.before);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["conversation"] }),
    meta: { failed: "The conversation was not changed" },
  });
}
