"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { Sending } from "#core/api/sending.ts";

/** Milliseconds: somebody else may have thrown the switch. */
const REFRESH = 30_000;

/** What is halted now. */
export function useSending(): Sending | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.sending(),
    queryFn: ({ signal }) => api.get<Sending>("/sending", { signal }),
    refetchInterval: REFRESH,
  });
  return data;
}

/** Throws or lifts the kill switch, of the workspace or of a journey. */
export function useHaltSending() {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ action, journey }: { action: "halt" | "resume"; journey?: string }) =>
      api.post<Sending>(`/sending/${action}`, journey === undefined ? {} : { journey }),
    onSuccess: (sending) => client.setQueryData(queryKeys.sending(), sending),
    meta: { failed: "Sending was not changed" },
  });
  const halt = (journey?: { id: string; name: string }) => {
    const scope = journey ? { journey: journey.id } : {};
    const done = journey ? `${journey.name} sends nothing more` : "Nothing more is sent";
    mutate(
      { action: "halt", ...scope },
      { onSuccess: () => toastDone(done, { run: () => mutate({ action: "resume", ...scope }) }) },
    );
  };
  const resume = (journey?: string) =>
    mutate({ action: "resume", ...(journey === undefined ? {} : { journey }) });
  return { halt, resume, isPending };
}
