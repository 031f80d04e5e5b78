import { useMutation, useQueryClient } from "@tanstack/react-query";
import { uuidv7 } from "uuidv7";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { AssignConversation, Conversation } from "#core/api/conversations.ts";
import type { Message, SendMessage } from "#core/api/messages.ts";

/** Sends a reply or keeps a note. The error is shown at the composer, where the words are. */
export function useSendMessage(conversationId: string) {
  const client = useQueryClient();
  return useMutation<Message, ApiError, SendMessage>({
    mutationFn: (body) =>
      api.post(`/conversations/${conversationId}/messages`, body, { idempotencyKey: uuidv7() }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.messages(conversationId) }),
        client.invalidateQueries({ queryKey: ["conversation"] }),
      ]),
  });
}

type Action = "claim" | "release" | "resolve" | "reopen";

/** What an agent does with a conversation as a whole. Each can be undone from its toast. */
export function useConversationActions(conversationId: string) {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ["conversation"] });
  const act = useMutation<Conversation, ApiError, { action: Action; quietly?: boolean }>({
    mutationFn: ({ action }) => api.post(`/conversations/${conversationId}/${action}`, {}),
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
  const snooze = useMutation<Conversation, ApiError, { until: string }>({
    mutationFn: (body) => api.post(`/conversations/${conversationId}/snooze`, body),
    onSuccess: () => toastDone("Snoozed", { run: () => act.mutate({ action: "reopen", quietly: true }) }),
    onSettled: renew,
    meta: { failed: "The conversation was not snoozed" },
  });
  return {
    act: (action: Action) => act.mutate({ action }),
    acting: act.isPending ? (act.variables?.action ?? null) : null,
    assign: assign.mutate,
    snooze: (until: string) => snooze.mutate({ until }),
  };
}
