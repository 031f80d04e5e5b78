import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";

interface Outcome {
  conversation: Conversation;
  merge: { mergedId: string };
}

/** Makes one conversation of two, or two of one. Both can be taken back. */
export function useMerge(conversationId: string, onGoOn: (id: string) => void) {
  const client = useQueryClient();
  const renew = async () => {
    await client.invalidateQueries({ queryKey: ["conversation"] });
    await client.invalidateQueries({ queryKey: ["message"] });
  };
  const unmerge = useMutation<unknown, ApiError, { mergedId: string; back: string }>({
    mutationFn: ({ mergedId }) => api.post(`/conversations/${mergedId}/unmerge`, {}),
    onSuccess: (_, { back }) => onGoOn(back),
    onSettled: renew,
    meta: { failed: "It was not taken back" },
  });
  const putBack = useMutation<unknown, ApiError, string>({
    mutationFn: (part) => api.post(`/conversations/${part}/merge`, { into: conversationId }),
    onSuccess: () => onGoOn(conversationId),
    onSettled: renew,
    meta: { failed: "It was not put back" },
  });
  const merge = useMutation<Outcome, ApiError, string>({
    mutationFn: (into) => api.post(`/conversations/${conversationId}/merge`, { into }),
    onSuccess: ({ conversation, merge: { mergedId } }) => {
      toastDone("Merged into one conversation", {
        run: () => unmerge.mutate({ mergedId, back: conversationId }),
      });
      onGoOn(conversation.id);
    },
    onSettled: renew,
  });
  const split = useMutation<Outcome, ApiError, Message>({
    mutationFn: ({ id }) => api.post(`/conversations/${conversationId}/split`, { fromMessageId: id }),
    onSuccess: ({ conversation }) => {
      toastDone("Now a conversation of its own", { run: () => putBack.mutate(conversation.id) });
      onGoOn(conversation.id);
    },
    onSettled: renew,
    meta: { failed: "The conversation was not split" },
  });
  return { merge, split };
}

/** Opens a conversation in place of the one that is open, with the list as it is. */
export function goToConversation(id: string): void {
  window.history.pushState(null, "", `/inbox/${id}${window.location.search}`);
}
