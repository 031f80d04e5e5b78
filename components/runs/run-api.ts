"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";
import type { ControlRun, RunDetail, Step } from "#core/api/runs.ts";

export function useRun(id: string) {
  return useQuery({
    queryKey: queryKeys.run(id),
    queryFn: ({ signal }) => api.get<RunDetail>(`/runs/${id}`, { signal }),
  });
}

export function useRunSteps(id: string) {
  return useQuery({
    queryKey: queryKeys.runSteps(id),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Step>>(`/runs/${id}/steps`, { query: { limit: 200 }, signal });
      return [...page.data].sort((one, other) => one.visit - other.visit);
    },
  });
}

/** What the run has said in its conversation, oldest first. */
export function useRunMessages(run: RunDetail | undefined) {
  const conversationId = run?.conversationId ?? "";
  return useQuery({
    enabled: conversationId !== "",
    queryKey: [...queryKeys.messages(conversationId), "of run", run?.id],
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Message>>(`/conversations/${conversationId}/messages`, {
        query: { limit: 200 },
        signal,
      });
      return page.data.filter((message) => message.runId === run?.id);
    },
  });
}

/** Pauses, resumes, retries, skips or stops one run. */
export function useControlRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ControlRun) => api.post(`/runs/${id}/control`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["run"] }),
    meta: { failed: "The run was not changed" },
  });
}
