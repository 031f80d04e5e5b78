import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { AssignConversation, Conversation } from "#core/api/conversations.ts";

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
    scope,
    mutationFn: (body) => api.post(`/conversations/${conversationId}/snooze`, body),
    onSuccess: () => toastDone("Snoozed", { run: () => act.mutate({ action: "reopen", quietly: true }) }),
    onSettled: renew,
    meta: { failed: "The conversation was not snoozed" },
  });
  return {
    act: (action: Action) => {
      act.mutate({ action });
      if (action === "resolve") onLeave();
    },
    acting: act.isPending ? (act.variables?.action ?? null) : null,
    assign: assign.mutate,
    snooze: (until: string) => {
      snooze.mutate({ until });
      onLeave();
    },
  };
}
