"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Board, BoardAgent } from "#core/api/board.ts";
import type { AssignConversation } from "#core/api/conversations.ts";

/** Hints renew it at once; what only time changes is renewed by this. */
const EVERY = 20_000;

/** The board as it is now. What it showed stays in view while it is renewed. */
export function useBoard() {
  return useQuery({
    queryKey: queryKeys.board(),
    queryFn: ({ signal }) => api.get<Board>("/board", { signal }),
    refetchInterval: EVERY,
    placeholderData: keepPreviousData,
  });
}

/** What a supervisor does from the board. */
export function useBoardActions() {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      ["board", "conversation", "presence"].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const assign = useMutation({
    mutationFn: ({ id, to }: { id: string; to: AssignConversation }) =>
      api.post(`/conversations/${id}/assign`, to),
    onSuccess: () => toastDone("Given to somebody else"),
    onSettled,
    meta: { failed: "The conversation was not given away" },
  });
  const setPresence = useMutation({
    mutationFn: ({ id, status }: { id: string; status: BoardAgent["presence"]["status"] }) =>
      api.put(`/users/${id}/presence`, { status }),
    onSettled,
    meta: { failed: "The presence was not changed" },
  });
  return { assign: assign.mutate, setPresence: setPresence.mutate };
}
