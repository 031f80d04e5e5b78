import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Contact } from "#core/api/contacts.ts";
import type { Conversation } from "#core/api/conversations.ts";

/** The person of a conversation with all that is known of them. */
export function useContact(contactId: string) {
  return useQuery<Contact, ApiError>({
    queryKey: queryKeys.resource("contacts", contactId),
    queryFn: ({ signal }) => api.get(`/contacts/${contactId}`, { signal }),
    staleTime: 60_000,
  });
}

/** Keeps what somebody writes out of everybody's way, and takes that back. */
export function useBlocking({ contact }: Conversation, name: string) {
  const client = useQueryClient();
  const known = useContact(contact.id);
  const change = useMutation<unknown, ApiError, "block" | "unblock">({
    mutationFn: (what) => api.post(`/contacts/${contact.id}/${what}`, {}),
    onSuccess: (_, what) => {
      if (what === "block") toastDone(`${name} is blocked`, { run: () => change.mutate("unblock") });
      else toastDone(`${name} can reach you again`);
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.resource("contacts", contact.id) });
      await client.invalidateQueries({ queryKey: ["conversation"] });
    },
    meta: { failed: "That was not done" },
  });
  return {
    isBlocked: Boolean(known.data?.blockedAt),
    block: () => change.mutate("block"),
    unblock: () => change.mutate("unblock"),
  };
}
