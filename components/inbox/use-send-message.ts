import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { uuidv7 } from "uuidv7";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastFailed } from "#components/ui/toast.tsx";
import type { Message, SendMessage } from "#core/api/messages.ts";
import { keepWords } from "./draft-store.ts";
import { addToThread } from "./list-cache.ts";
import type { Outgoing } from "./outgoing.ts";

const sendKey = (conversationId: string) => ["send", conversationId];

/**
 * Sends replies and notes in their order. A reply that is refused goes back into its draft, also when the agent has
 * moved on to another conversation by then.
 */
export function useSendMessage(conversationId: string) {
  const client = useQueryClient();
  const present = usePresent();
  /** Own replies by the message they followed: a second one in a row has seen the first. */
  const followed = useRef(new Map<string, string>());
  return useMutation<Message, ApiError, Outgoing>({
    mutationKey: sendKey(conversationId),
    scope: { id: `send ${conversationId}` },
    mutationFn: ({ key, body }) => {
      const lastSeenMessageId = newestOf(followed.current, body.lastSeenMessageId);
      const path = `/conversations/${conversationId}/messages`;
      return api.post<Message>(path, { ...body, lastSeenMessageId }, { idempotencyKey: key });
    },
    onSuccess: (message, { body }) => {
      if (body.lastSeenMessageId && message.status !== "failed")
        followed.current.set(newestOf(followed.current, body.lastSeenMessageId) ?? "", message.id);
      addToThread(client, conversationId, message);
    },
    onError: (error, { body, isRetry }) => {
      if (isRetry) return toastFailed("The message was not sent again", error.detail);
      keepWords(conversationId, body.note ? "note" : "reply", body.text ?? "");
      if (!present.current)
        toastFailed("Your message was not sent", `${error.detail} It waits as a draft in its conversation.`);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.messages(conversationId) });
      void client.invalidateQueries({ queryKey: ["conversation"] });
    },
  });
}

/** What is on its way in a conversation, in the order of sending. */
export function useOutgoing(conversationId: string): Outgoing[] {
  return useMutationState({
    filters: { mutationKey: sendKey(conversationId), status: "pending" },
    select: (mutation) => mutation.state.variables as Outgoing,
  });
}

/** A message to send now. A repeat after an uncertain end takes the key of the first. */
export function outgoing(body: SendMessage, thread: readonly Message[], key = uuidv7()): Outgoing {
  return { key, body, after: thread.at(-1)?.position ?? 0, at: new Date().toISOString() };
}

function newestOf(followed: Map<string, string>, id: string | undefined): string | undefined {
  let newest = id;
  for (let next = followed.get(newest ?? ""); next; next = followed.get(next)) newest = next;
  return newest;
}

/** Whether the component is still on screen. */
function usePresent() {
  const present = useRef(true);
  useEffect(() => {
    present.current = true;
    return () => {
      present.current = false;
    };
  }, []);
  return present;
}
