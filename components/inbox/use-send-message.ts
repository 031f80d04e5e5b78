import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { uuidv7 } from "uuidv7";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone, toastFailed } from "#components/ui/toast.tsx";
import type { Message, SendMessage } from "#core/api/messages.ts";
import { keepWords, WORDS_BACK } from "./draft-store.ts";
import { addScheduled, addToThread } from "./list-cache.ts";
import type { Outgoing } from "./outgoing.ts";

/** For so long a reply is held after it was sent, and can be taken back. */
export const UNDO_SECONDS = 5;

const sendKey = (conversationId: string) => ["send", conversationId];

/**
 * Sends replies and notes in their order. A reply that is refused goes back into its draft, also when the agent has
 * moved on to another conversation by then.
 */
export function useSendMessage(conversationId: string) {
  const client = useQueryClient();
  const present = usePresent();
  const takeBack = useMutation<unknown, ApiError, { message: Message; body: SendMessage }>({
    mutationFn: ({ message }) => api.delete(`/messages/${message.id}`),
    onSuccess: (_, { body }) => {
      keepWords(conversationId, "reply", body.text ?? "");
      window.dispatchEvent(new CustomEvent(WORDS_BACK, { detail: conversationId }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.messages(conversationId) }),
    meta: { failed: "It had gone out already" },
  });
  const offerUndo = (message: Message, body: SendMessage) => {
    const later = message.scheduled?.kind === "scheduled";
    const run = () => takeBack.mutate({ message, body });
    toastDone(later ? "It goes out at its time" : "Sent", { run });
  };
  const ownHeld = useRef(new Set<string>());
  /** Own replies by the message they followed: a second one in a row has seen the first. */
  const followed = useRef(new Map<string, string>());
  return useMutation<Message, ApiError, Outgoing>({
    mutationKey: sendKey(conversationId),
    scope: { id: `send ${conversationId}` },
    mutationFn: ({ key, body }) => {
      const lastSeenMessageId = newestOf(followed.current, body.lastSeenMessageId);
      const path = `/conversations/${conversationId}/messages`;
      const undoSeconds = body.note || body.sendAt ? undefined : UNDO_SECONDS;
      const post = (seen: string | undefined, idempotencyKey: string) =>
        api.post<Message>(path, { ...body, undoSeconds, lastSeenMessageId: seen }, { idempotencyKey });
      return post(lastSeenMessageId, key).catch((error: ApiError) => {
        // Their own reply went out after all since they wrote on: that is no news to them.
        const newer = (error.extra?.newerMessage as Message | undefined)?.id;
        if (newer && ownHeld.current.has(newer)) return post(newer, uuidv7());
        throw error;
      });
    },
    onSuccess: (message, { body }) => {
      if (message.scheduled) {
        ownHeld.current.add(message.id);
        addScheduled(client, conversationId, message);
        return offerUndo(message, body);
      }
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
