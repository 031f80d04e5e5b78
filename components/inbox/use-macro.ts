import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Macro, MacroOutcome } from "#core/api/macros.ts";
import { UNDO_SECONDS } from "./use-send-message.ts";

interface MacroRequest {
  macro: Macro;
  lastSeenMessageId: string | undefined;
}

/** Runs a macro on a conversation, with a way back. `onDone` is told when it went out of the agent's way. */
export function useMacro(conversationId: string, onDone: () => void) {
  const client = useQueryClient();
  const renew = async () => {
    await client.invalidateQueries({ queryKey: ["conversation"] });
    await client.invalidateQueries({ queryKey: ["message"] });
  };
  const takeBack = useMutation<unknown, ApiError, string>({
    mutationFn: (token) => api.post("/conversations/undo", { token }),
    onSettled: renew,
    meta: { failed: "It was not taken back" },
  });
  return useMutation<MacroOutcome, ApiError, MacroRequest>({
    scope: { id: `send ${conversationId}` },
    mutationFn: ({ macro, lastSeenMessageId }) =>
      api.post(`/conversations/${conversationId}/macros/${macro.key}`, {
        lastSeenMessageId,
        undoSeconds: UNDO_SECONDS,
      }),
    onSuccess: ({ undo, conversation }, { macro }) => {
      toastDone(`Done: ${macro.name}`, undo ? { run: () => takeBack.mutate(undo.token) } : undefined);
      if (conversation.status === "resolved" || conversation.status === "snoozed") onDone();
    },
    onSettled: renew,
    meta: { failed: "The macro did nothing" },
  });
}
