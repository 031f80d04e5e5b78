"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { ControlledRuns, ControlRuns, RunOperationDetail } from "#core/api/run-operations.ts";

const LOOK_AGAIN = 1_000;

/** How many runs an order would be about; asked anew whenever it changes. */
export function useRunCount(order: ControlRuns) {
  return useQuery({
    queryKey: queryKeys.runs({ preview: order }),
    queryFn: ({ signal }) =>
      api.post<ControlledRuns>("/runs/control", { ...order, preview: true }, { signal }),
    staleTime: 0,
  });
}

export function useControlRuns() {
  return useMutation({
    mutationFn: (order: ControlRuns) => api.post<ControlledRuns>("/runs/control", order),
  });
}

/** An operation, looked at every second until it is through; lists of runs are then read again. */
export function useOperation(id: string) {
  const client = useQueryClient();
  const result = useQuery({
    queryKey: queryKeys.runOperation(id),
    queryFn: ({ signal }) => api.get<RunOperationDetail>(`/runs/operations/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.finishedAt || state.error ? false : LOOK_AGAIN),
  });
  const finishedAt = result.data?.finishedAt ?? null;
  useEffect(() => {
    if (finishedAt) void client.invalidateQueries({ queryKey: ["run"] });
  }, [client, finishedAt]);
  return result;
}

export function useCancelOperation(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<RunOperationDetail>(`/runs/operations/${id}/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.runOperation(id) }),
    meta: { failed: "The operation was not cancelled" },
  });
}
